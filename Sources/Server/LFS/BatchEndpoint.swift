import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import Registry
import RegistryCore

/// `POST …/info/lfs/objects/batch`: where bytes are to be had, or to be put.
struct BatchEndpoint: Sendable {
    let gate: Gate

    func answer(_ exchange: Exchange, _ name: String) async throws -> Response {
        try exchange.require(.post)
        let batch = try await exchange.message(BatchRequest.self)
        try check(batch)
        let (catalog, caller) = try await gate.admit(
            exchange, to: name, for: batch.operation.action)
        let decisions = try await catalog.decisions(
            on: batch.operation, of: batch.objects.compactMap(\.pointer), by: caller)
        let moving = decisions.filter { $0.value == .move }.map(\.key)
        let isProof =
            batch.operation == .upload ? try await catalog.mustProve(caller) : false
        // Who went past us has shown nothing.
        let direct =
            isProof ? [:] : try await catalog.directTransfers(batch.operation, of: moving)
        note(direct, of: moving, batch.operation, of: catalog, to: caller, exchange)
        let transfer = direct.isEmpty ? ownTransfer(batch) : nil
        let desk = TransferDesk(
            catalog: catalog, caller: caller, base: gate.address(of: name, for: exchange),
            direct: direct, isOurs: transfer != nil, isProof: isProof, now: exchange.received)
        return exchange.answer(
            BatchResponse(
                transfer: transfer ?? "basic",
                objects: batch.objects.map { desk.answer(batch.operation, $0, decisions) }))
    }

    /// The transfer of Cairn's own that a client of Cairn's would like best.
    private func ownTransfer(_ batch: BatchRequest) -> String? {
        let ours =
            [BatchResponse.bundles] + (batch.operation == .upload ? [BatchResponse.parts] : [])
        return ours.first { batch.transfers?.contains($0) ?? false }
    }

    /// What goes the direct way is not seen again: it is noted when its address is given.
    private func note(
        _ direct: [Pointer: DirectTransfer], of moving: [Pointer],
        _ operation: ArtifactOperation, of catalog: ServedCatalog, to caller: Caller,
        _ exchange: Exchange
    ) {
        switch operation {
        case .download:
            for pointer in direct.keys {
                exchange.note(pointer.digest, nil, of: catalog, to: caller.person)
            }
        case .upload:
            guard catalog.bucketTransfer == .direct, direct.count < moving.count else { return }
            exchange.logger.notice(
                "\(moving.count - direct.count) uploads to \(catalog.name) go through the server.")
        }
    }

    private func check(_ batch: BatchRequest) throws {
        guard batch.objects.count <= BatchRequest.most else {
            throw Refusal(
                .contentTooLarge, .tooMuch, "One request may name \(BatchRequest.most) objects.",
                remedy: "Set git's lfs.transfer.batchSize to less.")
        }
        guard batch.hashAlgorithm ?? "sha256" == "sha256" else {
            throw Refusal(
                .conflict, .requestInvalid, "Objects are named by SHA-256 here.",
                remedy: "Ask with hash_algo sha256.")
        }
        guard batch.transfers?.contains("basic") ?? true else {
            throw Refusal(
                .unprocessableContent, .requestInvalid, "Only basic transfers are served.",
                remedy: "Offer basic among the transfers.")
        }
    }
}

/// Says for one object after the other what is to be done with it.
private struct TransferDesk {
    let catalog: ServedCatalog
    let caller: Caller
    /// The address of the LFS service, without a slash at its end.
    let base: String
    /// What goes past us.
    let direct: [Pointer: DirectTransfer]
    /// Whether the client is Cairn's: it sends long artifacts in parts, and knows that what the
    /// server has taken needs no other verification.
    let isOurs: Bool
    /// Whether it is to be remembered who brought what.
    let isProof: Bool
    let now: Date

    func answer(
        _ operation: ArtifactOperation, _ object: BatchRequest.Object,
        _ decisions: [Pointer: TransferDecision]
    ) -> BatchResponse.Object {
        guard let pointer = object.pointer, let decision = decisions[pointer] else {
            return failure(object, 422, "The oid is no SHA-256, or the size is no size.")
        }
        switch decision {
        case .move where operation == .download: return answer(object, [.download], pointer)
        case .move:
            return answer(object, isOurs ? [.upload] : [.upload, .verify], pointer)
        case .skip: return answer(object, [], pointer)
        case .absent: return failure(object, 404, "The store does not have it, or not for you.")
        case .tooLarge(let limit):
            return failure(object, 422, "An artifact may have \(ByteCount(limit)) here.")
        }
    }

    private func answer(
        _ object: BatchRequest.Object, _ directions: [TransferPass.Direction], _ pointer: Pointer
    ) -> BatchResponse.Object {
        var answer = BatchResponse.Object(oid: object.oid, size: object.size, authenticated: true)
        for direction in directions {
            answer.actions = (answer.actions ?? [:]).merging(
                [direction.rawValue: action(direction, pointer)]) { $1 }
        }
        return answer
    }

    private func action(
        _ direction: TransferPass.Direction, _ pointer: Pointer
    ) -> BatchResponse.Action {
        if direction != .verify, let way = direct[pointer] {
            return BatchResponse.Action(
                href: way.href, header: way.headers, expiresIn: way.lifetime)
        }
        let expires = now.addingTimeInterval(Double(TransferPass.lifetime))
        let pass = TransferPass(
            direction, of: pointer, for: caller.person, until: expires, isProof: isProof)
        let place =
            switch direction {
            case .verify: "verify"
            case .upload where isOurs && !PartPlan(size: pointer.size).isSingle: "parts"
            case .upload, .download: "objects"
            }
        return BatchResponse.Action(
            href: "\(base)/\(place)/\(pointer.digest)?\(catalog.query(of: pass))",
            expiresIn: TransferPass.lifetime)
    }

    private func failure(
        _ object: BatchRequest.Object, _ code: Int, _ message: String
    ) -> BatchResponse.Object {
        BatchResponse.Object(
            oid: object.oid, size: object.size,
            error: BatchResponse.Failure(code: code, message: message))
    }
}

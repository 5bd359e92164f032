import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdCore
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
        let desk = TransferDesk(
            catalog: catalog, caller: caller, base: gate.address(of: name, for: exchange),
            takesParts: batch.operation == .upload
                && batch.transfers?.contains(BatchResponse.parts) ?? false,
            now: exchange.received)
        var objects: [BatchResponse.Object] = []
        for object in batch.objects {
            objects.append(try await desk.answer(batch.operation, object))
        }
        return exchange.answer(
            BatchResponse(
                transfer: desk.takesParts ? BatchResponse.parts : "basic", objects: objects))
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
    /// Whether the client sends uploads in parts, which need no other verification.
    let takesParts: Bool
    let now: Date

    func answer(
        _ operation: ArtifactOperation, _ object: BatchRequest.Object
    ) async throws -> BatchResponse.Object {
        guard let pointer = object.pointer else {
            return failure(object, 422, "The oid is no SHA-256, or the size is no size.")
        }
        switch try await catalog.decision(on: operation, of: pointer, by: caller) {
        case .move where operation == .download: return answer(object, [.download], pointer)
        case .move:
            return answer(object, takesParts ? [.upload] : [.upload, .verify], pointer)
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
        let expires = now.addingTimeInterval(Double(TransferPass.lifetime))
        let pass = TransferPass(direction, of: pointer, for: caller.person, until: expires)
        let place =
            switch direction {
            case .verify: "verify"
            case .upload where takesParts: "parts"
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

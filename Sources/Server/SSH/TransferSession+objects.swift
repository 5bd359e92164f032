import FoundationEssentials
import Git
import Registry
import RegistryCore

extension TransferSession {
    /// Says for each of some artifacts what is to be done.
    func batch() async throws -> TransferReply {
        try await admit(operation.action)
        var pointers: [Pointer] = []
        while let packet = try nextOfBody() {
            guard pointers.count < BatchRequest.most else {
                throw RegistryError(
                    .tooMuch, "One request may name \(BatchRequest.most) objects.",
                    remedy: "Set git's lfs.transfer.batchSize to less.")
            }
            let words = try TransferRequest.line(packet).split(separator: " ")
            guard words.count >= 2, let pointer = Pointer(oid: words[0], size: words[1]) else {
                throw RegistryError.unsaid("An oid is no SHA-256, or a size is no size")
            }
            pointers.append(pointer)
        }
        let decisions = try await catalog.decisions(on: operation, of: pointers, by: caller)
        let lines = try pointers.map { pointer throws(RegistryError) in
            "\(pointer.digest) \(pointer.size) \(try word(for: pointer, decisions[pointer]))"
        }
        return TransferReply(status: 200, arguments: [("hash-algo", "sha256")], lines: lines)
    }

    private func word(
        for pointer: Pointer, _ decision: TransferDecision?
    ) throws(RegistryError) -> String {
        switch decision {
        case .move: operation.rawValue
        // git-lfs misses what it may not download by itself, and says which.
        case .skip, .absent, nil: "noop"
        case .tooLarge(let limit): throw tooLarge(pointer, limit)
        }
    }

    /// Sends an artifact as it is read. Where that breaks off the conversation does, too: nothing
    /// else tells a client that what it has is not all.
    func get(_ request: TransferRequest) async throws -> TransferReply? {
        try require(.download)
        try await admit(.download)
        guard let digest = Digest(parsing: request.operand),
            let size = try await catalog.readableSize(of: digest, by: caller)
        else { throw RegistryError.absent }
        try catalog.note(digest, nil, to: caller.person, now: now())
        let head = TransferReply(
            status: 200, arguments: [("size", "\(size)")], lines: [])
        try send(head.packets)
        do {
            try await catalog.send(digest, range: nil) { chunk in
                for start in stride(from: 0, to: chunk.count, by: PktLine.longest) {
                    let end = min(start + PktLine.longest, chunk.count)
                    try await self.send([.data(Array(chunk[start..<end]))])
                }
            }
        } catch {
            throw BrokenOff()
        }
        try send([.flush])
        return nil
    }

    /// Keeps an artifact that is hashed while it comes.
    func put(_ request: TransferRequest) async throws -> TransferReply {
        try require(.upload)
        guard let pointer = request.pointer, request.hasBody else {
            throw RegistryError.unsaid("It takes a SHA-256, a size and bytes")
        }
        expectBody(of: pointer.size)
        try await admit(.upload)
        let decisions = try await catalog.decisions(on: .upload, of: [pointer], by: caller)
        if case .tooLarge(let limit) = decisions[pointer] { throw tooLarge(pointer, limit) }
        try await catalog.receive(pointer) { try await self.nextBytes() }
        try await catalog.noteArrival(of: pointer, from: caller)
        received.insert(pointer.digest)
        return TransferReply(status: 200)
    }

    private func nextBytes() throws -> [UInt8]? {
        guard case .data(let bytes) = try nextOfBody() else { return nil }
        return bytes
    }

    /// Whether an upload has arrived. Others' artifacts are not to be found out by asking.
    func verify(_ request: TransferRequest) async throws -> TransferReply {
        try require(.upload)
        try await admit(.upload)
        guard let pointer = request.pointer else {
            throw RegistryError.unsaid("It takes a SHA-256 and a size")
        }
        let size =
            received.contains(pointer.digest)
            ? try await catalog.size(of: pointer.digest)
            : try await catalog.readableSize(of: pointer.digest, by: caller)
        guard size == pointer.size else { throw RegistryError.absent }
        return TransferReply(status: 200)
    }

    private func require(_ wanted: ArtifactOperation) throws(RegistryError) {
        guard operation == wanted else {
            throw .unsaid("This conversation is there to \(operation.rawValue)")
        }
    }

    private func tooLarge(_ pointer: Pointer, _ limit: Int64) -> RegistryError {
        RegistryError(
            .artifactTooLarge,
            "\(pointer.digest) has \(ByteCount(pointer.size)), and an artifact may have "
                + "\(ByteCount(limit)) here.",
            remedy: "Ask an admin to raise limits.artifact in registry.yaml.")
    }
}

/// An artifact could not be sent to its end.
struct BrokenOff: Error {}

extension RegistryError {
    fileprivate static let absent = RegistryError(
        .notServed, "The store does not have it, or not for you.",
        remedy: "Ask whoever registered it to push it again, or an admin for a role.")
}

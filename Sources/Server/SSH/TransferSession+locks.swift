import Registry
import RegistryCore

extension TransferSession {
    /// Takes a lock, or says who has it.
    func lock(_ request: TransferRequest) async throws -> TransferReply {
        let (person, reach) = try await holder(for: .upload)
        let (lock, isNew) = try await catalog.lock(
            request["path"], for: person, within: reach, now: now())
        guard !isNew else { return TransferReply(status: 201, arguments: lock.arguments) }
        return TransferReply(
            status: 409, arguments: lock.arguments,
            lines: ["It is locked by \(lock.owner.name)."])
    }

    /// Gives a lock back, or takes another's away where that is asked for.
    func unlock(_ request: TransferRequest) async throws -> TransferReply {
        let force = request["force"] == "true"
        let (person, reach) = try await holder(for: force ? .override : .upload)
        let lock = try await catalog.unlock(
            request.operand, for: person, within: reach, force: force)
        return TransferReply(status: 200, arguments: lock.arguments)
    }

    /// The locks there are, and which are the caller's own.
    func list(_ request: TransferRequest) async throws -> TransferReply {
        try await admit(.read)
        let (path, id) = (request["path"], request["id"])
        let found = catalog.locks().filter {
            (path.isEmpty || $0.path == path) && (id.isEmpty || $0.id == id)
        }
        let cursor = request["cursor"]
        let page = LockPage(of: found, from: cursor.isEmpty ? nil : cursor)
        return TransferReply(
            status: 200, arguments: page.nextCursor.map { [("next-cursor", $0)] } ?? [],
            lines: page.locks.flatMap { $0.lines(for: caller.person) })
    }

    private func holder(
        for action: RegistryCore.Action
    ) async throws -> (person: Person, reach: Reach) {
        try await admit(action)
        guard case .person(let person, let reach, _) = caller else { throw RegistryError.notServed }
        return (person, reach)
    }
}

extension ArtifactLock {
    fileprivate var arguments: [(name: String, value: String)] {
        [
            ("id", id), ("path", path), ("ownername", "\(owner.name)"),
            ("locked-at", lockedAt.timestamp),
        ]
    }

    fileprivate func lines(for person: Person?) -> [String] {
        [
            "lock \(id)", "path \(id) \(path)", "locked-at \(id) \(lockedAt.timestamp)",
            "ownername \(id) \(owner.name)",
            "owner \(id) \(owner.name == person ? "ours" : "theirs")",
        ]
    }
}

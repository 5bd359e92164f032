import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Registry
import RegistryCore

/// `…/info/lfs/locks` (git-lfs/docs/api/locking.md).
struct LockEndpoint: Sendable {
    let gate: Gate

    private struct Wanted: Decodable {
        let path: String
    }

    private struct Taken: Encodable {
        let lock: ArtifactLock
        var message: String?
    }

    private struct Page: Encodable {
        let locks: [ArtifactLock]
        let nextCursor: String?

        enum CodingKeys: String, CodingKey {
            case locks
            case nextCursor = "next_cursor"
        }
    }

    private struct Sides: Encodable {
        let ours: [ArtifactLock]
        let theirs: [ArtifactLock]
        let nextCursor: String?

        enum CodingKeys: String, CodingKey {
            case ours, theirs
            case nextCursor = "next_cursor"
        }
    }

    private struct Cursor: Decodable {
        let cursor: String?
    }

    private struct Unlock: Decodable {
        let force: Bool?
    }

    /// `GET` lists, `POST` takes.
    func answer(_ exchange: Exchange, _ name: String) async throws -> Response {
        try exchange.require(.get, .post)
        guard exchange.request.method == .post else {
            let (catalog, _) = try await gate.admit(exchange, to: name, for: .read)
            // Go writes a space as `+`.
            let path = value("path", in: exchange)?.replacing("+", with: " ")
            let id = value("id", in: exchange)
            let found = catalog.locks().filter { lock in
                path.map { $0 == lock.path } ?? true && id.map { $0 == lock.id } ?? true
            }
            let page = LockPage(of: found, from: value("cursor", in: exchange))
            return exchange.answer(Page(locks: page.locks, nextCursor: page.nextCursor))
        }
        let wanted = try await exchange.message(Wanted.self)
        let (catalog, person, reach) = try await admit(exchange, name, .upload)
        let (lock, isNew) = try await catalog.lock(
            wanted.path, for: person, within: reach, now: exchange.received)
        guard !isNew else { return exchange.answer(Taken(lock: lock), status: .created) }
        return exchange.answer(
            Taken(lock: lock, message: "It is locked by \(lock.owner.name)."), status: .conflict)
    }

    /// `POST …/locks/verify`: which locks are whose, asked before every push.
    func verify(_ exchange: Exchange, _ name: String) async throws -> Response {
        try exchange.require(.post)
        let cursor = try await exchange.message(Cursor.self).cursor
        let (catalog, caller) = try await gate.admit(exchange, to: name, for: .read)
        let page = LockPage(of: catalog.locks(), from: cursor)
        return exchange.answer(
            Sides(
                ours: page.locks.filter { $0.owner.name == caller.person },
                theirs: page.locks.filter { $0.owner.name != caller.person },
                nextCursor: page.nextCursor))
    }

    /// `POST …/locks/<id>/unlock`
    func unlock(_ exchange: Exchange, _ name: String, _ id: String) async throws -> Response {
        try exchange.require(.post)
        let force = try await exchange.message(Unlock.self).force ?? false
        let (catalog, person, reach) = try await admit(
            exchange, name, force ? .override : .upload)
        let lock = try await catalog.unlock(id, for: person, within: reach, force: force)
        return exchange.answer(Taken(lock: lock))
    }

    private func value(_ name: Substring, in exchange: Exchange) -> String? {
        exchange.request.uri.queryParameters[name].map(String.init)
    }

    private func admit(
        _ exchange: Exchange, _ name: String, _ action: RegistryCore.Action
    ) async throws -> (ServedCatalog, Person, Reach) {
        let (catalog, caller) = try await gate.admit(exchange, to: name, for: action)
        guard case .person(let person, let reach, _) = caller else { throw Refusal.unauthenticated }
        return (catalog, person, reach)
    }
}

/// Some of the locks there are, and where those after them begin (git-lfs/docs/api/locking.md).
struct LockPage {
    let locks: [ArtifactLock]
    let nextCursor: String?

    /// The most locks in one answer.
    private static let size = 100

    /// The locks from the one that the cursor names on.
    init(of locks: [ArtifactLock], from cursor: String?) {
        let start = cursor.flatMap { id in locks.firstIndex { $0.id == id } } ?? 0
        let rest = locks[start...]
        self.locks = Array(rest.prefix(Self.size))
        nextCursor = rest.dropFirst(Self.size).first?.id
    }
}

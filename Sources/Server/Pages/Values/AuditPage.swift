import Registry
import RegistryCore

/// Accepted pushes, the newest first.
struct AuditPage: Encodable, Sendable {
    let entries: [Entry]
    /// The query of the next page.
    let next: String?

    /// One push, as much of it as is read here.
    struct Entry: Encodable, Sendable {
        let number: Int
        let received: String
        let actor: Person
        let authentication: Authentication
        let updates: Excerpt<AuditEntry.Update>
        let versions: Excerpt<AuditEntry.Introduced>
        let verdicts: Excerpt<AuditEntry.Judged>
    }

    init(_ request: APIRequest) async throws {
        let after = try request.after(ObjectID.init(parsing:))
        let page = try await request.view {
            try $0.auditEntries(after: after, limit: Self.mostEntries)
        }
        entries = page.items.map(Entry.init)
        next = request.next(after: page.end)
    }

    private static let mostEntries = 25
}

extension AuditPage.Entry {
    private static let most = 10

    init(_ entry: AuditEntry) {
        number = entry.number
        received = entry.received.timestamp
        actor = entry.actor
        authentication = entry.authentication
        updates = Excerpt(entry.updates, most: Self.most)
        versions = Excerpt(entry.versions, most: Self.most)
        verdicts = Excerpt(entry.verdicts, most: Self.most)
    }
}

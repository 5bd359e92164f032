import FoundationEssentials
import Registry
import RegistryCore

/// Accepted pushes, or refused ones, the newest first.
struct AuditPage: Encodable, Sendable {
    let filter: Filter
    /// The accepted ones, unless it is the refused ones that are asked for.
    let entries: [Entry]?
    let refused: [Refused]?
    /// The query of the next page.
    let next: String?

    /// What is asked for, as it was written.
    struct Filter: Encodable, Sendable {
        /// Whether it is refused pushes that are asked for.
        let isRefused: Bool
        let who: String
        let model: String
        let from: String
        let to: String

        private enum CodingKeys: String, CodingKey {
            case who, model, from, to
            case isRefused = "refused"
        }
    }

    /// One push, as much of it as is read here.
    struct Entry: Encodable, Sendable {
        let number: Int
        let received: String
        let actor: Person
        let authentication: Authentication
        let subject: TokenSubject?
        let updates: Excerpt<AuditEntry.Update>
        let versions: Excerpt<AuditEntry.Introduced>
        let verdicts: Excerpt<AuditEntry.Judged>
    }

    /// One push that was refused.
    struct Refused: Encodable, Sendable {
        let received: String
        let actor: Person
        let authentication: Authentication
        let updates: Excerpt<AuditEntry.Update>
        let objections: Excerpt<Objection>
    }

    init(_ request: APIRequest) async throws {
        filter = try Filter(request)
        let wanted = try filter.parsed
        guard filter.isRefused else {
            let after = try request.after(ObjectID.init(parsing:))
            let page = try await request.view {
                try $0.auditEntries(matching: wanted, after: after, limit: Self.mostEntries)
            }
            (entries, refused) = (page.items.map(Entry.init), nil)
            next = request.next(after: page.end)
            return
        }
        let after = try request.after
        let page = try await request.view {
            try $0.refusedPushes(matching: wanted, after: after, limit: Self.mostEntries)
        }
        (entries, refused) = (nil, page.items.map(Refused.init))
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
        subject = entry.subject
        updates = Excerpt(entry.updates, most: Self.most)
        versions = Excerpt(entry.versions, most: Self.most)
        verdicts = Excerpt(entry.verdicts, most: Self.most)
    }
}

extension AuditPage.Refused {
    private static let most = 10

    init(_ push: RefusedPush) {
        received = push.received.timestamp
        actor = push.actor
        authentication = push.authentication
        updates = Excerpt(push.updates, most: Self.most)
        objections = Excerpt(push.objections, most: Self.most)
    }
}

extension AuditPage.Filter {
    /// What may stand in the query.
    static let parameters = ["show", "who", "model", "from", "to"]

    init(_ request: APIRequest) throws {
        let shows = request.query["show"] ?? "accepted"
        guard ["accepted", "refused"].contains(shows) else {
            throw APIQuery.invalid(
                "'\(shows.printable)' is nothing that can be shown.",
                "Write `accepted` or `refused`.")
        }
        isRefused = shows == "refused"
        let text = { (name: String) in request.query[name] ?? "" }
        (who, model, from, to) = (text("who"), text("model"), text("from"), text("to"))
    }

    /// The same as values; what is empty asks for nothing, as forms send it.
    var parsed: AuditFilter {
        get throws {
            AuditFilter(
                actor: try read(who, "person", "Write it as alice@example.com.", Person.init),
                model: try read(model, "model", "Write it as team/model.", ModelName.init),
                since: try read(from, "day", Self.day, Day.init)?.start,
                until: try read(to, "day", Self.day, Day.init)?.start.addingTimeInterval(86_400))
        }
    }

    private static let day = "Write it as 2026-11-20."

    private func read<Value>(
        _ text: String, _ noun: String, _ remedy: String, _ parse: (String) -> Value?
    ) throws -> Value? {
        guard !text.isEmpty else { return nil }
        guard let value = parse(text) else {
            throw APIQuery.invalid("'\(text.printable)' is no \(noun).", remedy)
        }
        return value
    }
}

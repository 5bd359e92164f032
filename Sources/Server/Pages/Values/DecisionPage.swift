import FoundationEssentials
import Registry
import RegistryCore

/// What somebody is about to sign of a merge request, word for word.
struct DecisionPage: Encodable, Sendable {
    let number: RequestNumber
    let title: String
    let decision: Decision.Verb
    let revision: ObjectID
    let model: ModelName
    let stage: StageName
    /// The exact text.
    let message: String
    let dated: Date
    /// What the browser signs in its place.
    let challenge: String
    let signing: Passkeys

    /// How passkeys are used here.
    struct Passkeys: Encodable, Sendable {
        let host: HostName
        /// Whether this page is one of that host, where alone they can be used.
        let isHere: Bool
        /// How many of theirs count.
        let count: Int
        /// What a browser is told of who must have used it (WebAuthn §5.8.6).
        let verification: String

        private enum CodingKeys: String, CodingKey {
            case host, count, verification
            case isHere = "here"
        }
    }

    init(_ asked: APIRequest) async throws {
        let number = try RequestNumber(checking: asked.path["number"] ?? "")
        let words = try DecisionWords(asked.query)
        guard let verb = Decision.Verb(rawValue: asked.query["decision"] ?? "approve") else {
            throw APIQuery.invalid(
                "There is no such decision.", "Write approve, reject or revoke.")
        }
        self = try await asked.view { view in
            let request = try view.request(number)
            guard let revision = ObjectID(parsing: asked.query["revision"] ?? "") else {
                throw RegistryError([
                    RequestFault.otherRevision(head: request.head.commit).objection
                ])
            }
            return DecisionPage(
                request,
                try await view.draftDecision(verb, on: request, revision: revision, words: words),
                try Passkeys(view, asked))
        }
    }

    private init(_ request: MergeRequest, _ draft: UnsignedDecision, _ signing: Passkeys) {
        let statement = draft.statement
        number = request.number
        title = "\(request.title)"
        decision = statement.verb
        revision = statement.proposal
        model = statement.model
        stage = statement.stage
        message = draft.message
        dated = draft.dated
        challenge = encodeBase64URL(draft.challenge)
        self.signing = signing
    }
}

extension DecisionPage.Passkeys {
    init(_ view: CatalogView, _ asked: APIRequest) throws {
        host = try view.passkeyHost
        isHere = asked.host == host.description
        count = try view.passkeys().count
        verification =
            view.policy.signatures?.userVerification == true ? "required" : "preferred"
    }
}

extension DecisionWords {
    /// The names of what a query may tick.
    static let ticks = (1...StageRules.mostPoints).map { "check\($0)" }

    init(_ query: APIQuery) throws {
        let ticked = Self.ticks.compactMap { query[$0] }
        let span = query["expires"] ?? ""
        let expires = TimeSpan(parsing: span)
        guard expires != nil || span.isEmpty else {
            throw APIQuery.invalid(
                "'\(span.printable)' is no span of time.", "Write it as 30d, 12h or 2w.")
        }
        self.init(
            comment: query["comment"], expires: expires,
            evidence: [query["evidence"] ?? ""].filter { !$0.isEmpty },
            checked: try ticked.map(ChecklistText.init(checking:)))
    }
}

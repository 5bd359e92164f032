import FoundationEssentials
import Registry
import RegistryCore

/// One merge request: what is proposed, what the judge says of it, and all that has happened.
struct RequestPage: Encodable, Sendable {
    let request: RequestLine
    let description: ModelPage.Card?
    /// The commit under review, and what it stands on.
    let revision: ObjectID
    let base: ObjectID
    let revisions: Int
    /// The stage and the model, of a promotion.
    let stage: StageName?
    let model: ModelName?
    let verdict: PendingProposal?
    /// What stands in the way of a change of `main`.
    let standing: RequestStanding?
    let decision: FrozenDecision?
    let events: [Event]
    let paths: Excerpt<String>
    let texts: [ComparePage.Text]

    /// One thing that happened.
    struct Event: Encodable, Sendable {
        let number: Int
        let received: Date
        let actor: Person
        let kind: String
        /// What somebody wrote with it.
        let text: ModelPage.Card?
        /// The file, or the value in it, that it is about.
        let place: String?
        /// The commit that it puts under review.
        let revision: ObjectID?
    }

    init(_ asked: APIRequest) async throws {
        let number = try RequestNumber(checking: asked.path["number"] ?? "")
        self = try await asked.view { view in
            let request = try view.request(number)
            let changes = try view.changes(in: request, limit: Self.mostTexts)
            return RequestPage(
                request, verdict: try await view.verdict(on: request),
                standing: try await view.standing(of: request),
                paths: Excerpt(changes.paths, most: Self.mostPaths),
                texts: changes.texts.map(ComparePage.Text.init))
        }
    }

    private init(
        _ request: MergeRequest, verdict: PendingProposal?, standing: RequestStanding?,
        paths: Excerpt<String>, texts: [ComparePage.Text]
    ) {
        self.request = RequestLine(request)
        description = request.description.map { ModelPage.Card(text: "\($0)", base: "") }
        revision = request.head.commit
        base = request.head.base
        revisions = request.revisions.count
        if case .stage(let stage, let model) = request.target {
            (self.stage, self.model) = (stage, model)
        } else {
            (stage, model) = (nil, nil)
        }
        self.verdict = verdict
        self.standing = standing
        decision = request.decision
        events = request.events.suffix(Self.mostEvents).map(Event.init)
        self.paths = paths
        self.texts = texts
    }

    private static let mostTexts = 10
    private static let mostPaths = 200
    private static let mostEvents = 100
}

extension RequestPage.Event {
    init(_ event: RequestEvent) {
        number = event.number
        received = event.received
        actor = event.actor
        kind = event.event.word
        text = event.event.prose.map { ModelPage.Card(text: "\($0)", base: "") }
        revision = event.event.revision?.commit
        place =
            switch event.event {
            case .commented(_, .file(let path)?, _): "\(path)"
            case .commented(_, .key(let path, let key)?, _): "\(path), \(key)"
            default: nil
            }
    }
}

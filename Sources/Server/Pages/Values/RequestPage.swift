import FoundationEssentials
import Registry
import RegistryCore

/// One merge request: what is proposed, what the judge says of it, and all that has happened.
struct RequestPage: Encodable, Sendable {
    let request: RequestSummary
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
    let files: Excerpt<File>
    let texts: [ComparePage.Text]
    /// What whoever decides in the browser ticks; empty for everybody else.
    let checklist: [Point]
    /// What whoever asks is offered to do; empty for those who may do nothing.
    let offers: [String: Bool]
    /// What they wrote in a form that was of no avail.
    let written: String?

    /// A file that differs.
    struct File: Encodable, Sendable {
        let path: String
        let change: RequestFile.Change
    }

    /// A point of the stage's checklist, for whoever decides in the browser.
    struct Point: Encodable, Sendable {
        /// 1 for the first.
        let number: Int
        let item: ChecklistText
        let required: Bool
        /// Whether whoever ticks it must name what they looked at.
        let evidence: Bool
    }

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
            let verdict = try await view.verdict(on: request)
            let standing = try await view.standing(of: request)
            let offers = view.offers(on: request, verdict, standing, takes: asked.takesForms)
            return RequestPage(
                request, verdict: verdict, standing: standing,
                files: try view.files(of: request, texts: Self.mostTexts),
                offers: offers,
                checklist: offers.contains(.sign) ? try view.checklist(of: request) : [],
                written: asked.form?.text("text"))
        }
    }

    private init(
        _ request: MergeRequest, verdict: PendingProposal?, standing: RequestStanding?,
        files: [RequestFile], offers: Set<RequestOffer>, checklist: [ChecklistRule],
        written: String?
    ) {
        self.checklist = checklist.enumerated().map { place, rule in
            Point(
                number: place + 1, item: rule.item, required: rule.isRequired,
                evidence: rule.needsEvidence)
        }
        self.offers = offers.reduce(into: [:]) { $0[$1.rawValue] = true }
        self.written = written
        self.request = RequestSummary(request)
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
        self.files = Excerpt(
            files.map { File(path: $0.path, change: $0.change) }, most: Self.mostFiles)
        texts = files.filter { !$0.lines.isEmpty }
            .map { ComparePage.Text(path: $0.path, allLines: $0.lines) }
    }

    private static let mostTexts = 10
    private static let mostFiles = 200
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

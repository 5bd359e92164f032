import FoundationEssentials
import RegistryCore

/// A merge request as tests tell its story: one event after the other, each by somebody.
struct Story {
    private(set) var events: [RequestEvent] = []

    /// What tests review: forty times the digit.
    static func commit(_ digit: Character) -> ObjectID {
        ObjectID(parsing: String(repeating: digit, count: 40)) ?? .zero
    }

    static func revision(_ digit: Character, _ models: [ModelName] = [detector]) -> Revision {
        Revision(
            commit: commit(digit), base: commit("0"), models: models, files: 1,
            rootFiles: models.isEmpty ? 1 : 0)
    }

    static func opened(
        for target: RequestTarget = .main, draft: Bool = false, _ digit: Character = "a",
        models: [ModelName] = [detector]
    ) -> RequestChange {
        .opened(
            target: target, topic: nil, title: title("Raise the risk"), description: nil,
            draft: draft, revision: revision(digit, models))
    }

    static func revised(_ digit: Character) -> RequestChange {
        .revised(revision: revision(digit), title: nil, description: nil)
    }

    static func merged(_ digit: Character) -> RequestChange {
        .merged(
            decision: FrozenDecision(
                revision: commit(digit), base: commit("0"), result: commit("9"),
                policy: commit("8")))
    }

    static let commented = RequestChange.commented(
        text: prose("Fine with me"), place: nil, revision: commit("a"))
    static let decided = RequestChange.decided(
        verb: .approve, person: "carol@example.com", number: VersionNumber(1), tag: commit("7"))

    static func title(_ text: String) -> RequestTitle { RequestTitle(ofCommit: text) }

    static func prose(_ text: String) -> RequestProse {
        guard let prose = RequestProse(parsing: text) else { preconditionFailure(text) }
        return prose
    }

    /// The story of these changes, all by `person`.
    init(_ changes: RequestChange..., by person: Person = "alice@example.com") {
        for change in changes { add(change, by: person) }
    }

    mutating func add(
        _ change: RequestChange, by person: Person = "alice@example.com", number: Int? = nil
    ) {
        events.append(
            RequestEvent(
                number: number ?? events.count + 1, actor: person, authentication: .server,
                received: Date(timeIntervalSince1970: Double(events.count)), push: "x",
                event: change))
    }

    /// What the events come to.
    func request() throws(RequestFault) -> MergeRequest {
        try MergeRequest(.first, folding: events)
    }
}

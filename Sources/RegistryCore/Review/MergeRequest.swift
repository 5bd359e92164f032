package import FoundationEssentials

/// A merge request as its events have made it: nothing else says what it is.
package struct MergeRequest: Hashable, Sendable {
    package let number: RequestNumber
    package let target: RequestTarget
    package let topic: TopicName?
    /// Who opened it.
    package let author: Person
    package private(set) var title: RequestTitle
    package private(set) var description: RequestProse?
    package private(set) var isDraft: Bool
    package private(set) var status = Status.open
    /// Every commit that was ever under review, the newest last; never empty.
    package private(set) var revisions: [PushedRevision]
    /// All that has happened, in order.
    package private(set) var events: [RequestEvent]
    /// Why it was merged, if it was.
    package private(set) var decision: FrozenDecision?

    /// What became of it.
    package enum Status: String, Hashable, Sendable, Codable, CaseIterable {
        case open, closed, merged
    }

    /// A revision, and who brought it when.
    package struct PushedRevision: Hashable, Sendable {
        package let revision: Revision
        package let actor: Person
        package let received: Date
    }

    /// The most events of one merge request; merging and closing are never too many.
    package static let mostEvents = 1000

    /// Reads a whole life, from the event that opened it on.
    package init(
        _ number: RequestNumber, folding events: [RequestEvent]
    ) throws(RequestFault) {
        guard let first = events.first else { throw .misplacedOpening }
        try self.init(number, openedBy: first)
        for event in events.dropFirst() { try apply(event) }
    }

    /// The merge request that `event` opens.
    package init(
        _ number: RequestNumber, openedBy event: RequestEvent
    ) throws(RequestFault) {
        guard
            case .opened(let target, let topic, let title, let text, let isDraft, let revision) =
                event.event
        else { throw .misplacedOpening }
        guard event.number == 1 else { throw .misnumbered(expected: 1, found: event.number) }
        self.number = number
        self.target = target
        self.topic = topic
        self.title = title
        self.isDraft = isDraft
        author = event.actor
        description = text
        events = [event]
        revisions = [
            PushedRevision(revision: revision, actor: event.actor, received: event.received)
        ]
    }
}

extension MergeRequest {
    /// The revision under review, or that was when it ended.
    package var head: Revision { revisions[revisions.count - 1].revision }
    /// When it was opened.
    package var opened: Date { events[0].received }
    /// When anything last happened to it.
    package var updated: Date { events[events.count - 1].received }

    /// The namespaces that it changes; none where it changes root files alone.
    package var namespaces: Set<Namespace> {
        switch target {
        case .main: Set(head.models.map(\.namespace))
        case .stage(_, let model): [model.namespace]
        }
    }

    /// Everyone who brought a revision: what is merged is theirs, whoever merges it.
    package var contributors: Set<Person> { Set(revisions.map(\.actor)) }

    /// How many comments there are.
    package var commentCount: Int {
        events.count { if case .commented = $0.event { true } else { false } }
    }

    /// Goes on by one event, or says why it can't come next; then nothing has changed.
    package mutating func apply(_ event: RequestEvent) throws(RequestFault) {
        guard event.number == events.count + 1 else {
            throw .misnumbered(expected: events.count + 1, found: event.number)
        }
        try change(event)
        events.append(event)
    }

    private mutating func change(_ event: RequestEvent) throws(RequestFault) {
        try requireRoom(for: event.event)
        switch event.event {
        case .opened: throw .misplacedOpening
        case .commented: break
        case .revised(let revision, let title, let text):
            try requireOpen()
            guard revision.commit != head.commit else { throw .sameRevision }
            revisions.append(
                PushedRevision(
                    revision: revision, actor: event.actor, received: event.received))
            self.title = title ?? self.title
            description = text ?? description
        case .decided, .checked:
            try requireOpen()
            guard case .stage = target else { throw .notDecidable }
        case .drafted:
            try requireOpen()
            guard !isDraft else { throw .isDraft }
            isDraft = true
        case .readied:
            try requireOpen()
            guard isDraft else { throw .isReady }
            isDraft = false
        case .closed:
            try requireOpen()
            status = .closed
        case .reopened:
            guard status != .merged else { throw .isMerged }
            guard status == .closed else { throw .isOpen }
            status = .open
        case .merged(let decision):
            try requireOpen()
            guard decision.revision == head.commit else {
                throw .otherRevision(head: head.commit)
            }
            status = .merged
            self.decision = decision
        }
    }

    /// Throws what has become of it unless it is open.
    package func requireOpen() throws(RequestFault) {
        switch status {
        case .open: return
        case .closed: throw .isClosed
        case .merged: throw .isMerged
        }
    }

    private func requireRoom(for change: RequestChange) throws(RequestFault) {
        switch change {
        case .merged, .closed: return
        default: if events.count >= Self.mostEvents { throw .tooManyEvents }
        }
    }
}

/// Why an event can't follow upon those before it.
package enum RequestFault: Error, Hashable, Sendable {
    /// The chain does not begin with the one event that opens it, or has another of it.
    case misplacedOpening
    /// The events are not numbered 1, 2, 3…
    case misnumbered(expected: Int, found: Int)
    case isMerged, isClosed, isOpen
    case isDraft, isReady
    /// The commit is under review already.
    case sameRevision
    /// The event is about a commit that is not, or no longer, under review.
    case otherRevision(head: ObjectID)
    /// A decision is only taken on promotions.
    case notDecidable
    case tooManyEvents
}

extension RequestFault {
    /// The fault as a person is told who has just asked for the event.
    package var objection: Objection {
        switch self {
        case .misplacedOpening, .misnumbered:
            Objection(
                .corrupt, "The record of this merge request is damaged.",
                remedy: "Run `cairn audit verify` to see who rewrote it.")
        case .isMerged:
            refused("It is merged.", "Open another one for what is still to be changed.")
        case .isClosed: refused("It is closed.", "Reopen it first: `cairn mr reopen`.")
        case .isOpen: refused("It is open.", "There is nothing to reopen.")
        case .isDraft: refused("It is a draft.", "Run `cairn mr ready` when it is finished.")
        case .isReady: refused("It is no draft.", "There is nothing to do.")
        case .sameRevision:
            refused("That very commit is under review.", "Push another commit to revise it.")
        case .otherRevision(let head):
            Objection(
                .conflict, "It has been revised, and \(head) is under review now.",
                remedy: "Fetch, look at what changed, and try again.")
        case .notDecidable:
            refused("It is no promotion.", "Signed decisions are for promotions.")
        case .tooManyEvents:
            Objection(
                .tooMuch,
                "It has \(MergeRequest.mostEvents) events, after which it can only be merged or "
                    + "closed.",
                remedy: "Close it and open another one.")
        }
    }

    private func refused(_ message: String, _ remedy: String) -> Objection {
        Objection(.mergeRequestRefused, message, remedy: remedy)
    }
}

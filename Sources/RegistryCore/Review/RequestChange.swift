/// What an event did to a merge request.
package enum RequestChange: Hashable, Sendable, Codable {
    /// The first event, and no other.
    case opened(
        target: RequestTarget, topic: TopicName?, title: RequestTitle,
        description: RequestProse?, draft: Bool, revision: Revision)
    /// Another commit takes the place of the one under review; what was said of that one, signed or
    /// not, does not hold for this one.
    case revised(revision: Revision, title: RequestTitle?, description: RequestProse?)
    /// - `revision`: The commit that was looked at.
    case commented(text: RequestProse, place: CommentPlace?, revision: ObjectID)
    /// Somebody signed a decision on the very proposal; the tag is what counts, this tells of it.
    case decided(verb: Decision.Verb, person: Person, number: VersionNumber, tag: ObjectID)
    /// Another system reported how a check of the very proposal ended; the tag is what counts.
    case checked(
        check: CheckName, outcome: ReportedCheck.Outcome, number: VersionNumber, tag: ObjectID)
    case drafted
    case readied
    case closed(reason: RequestProse?)
    case reopened
    case merged(decision: FrozenDecision)
}

extension RequestChange {
    /// What happened, in the past tense, as people and programs are told.
    package var word: String {
        switch self {
        case .opened: "opened"
        case .revised: "revised"
        case .commented: "commented"
        case .decided(.approve, _, _, _): "approved"
        case .decided(.reject, _, _, _): "rejected"
        case .decided(.revoke, _, _, _): "revoked"
        case .decided(.breakGlass, _, _, _): "broke the glass"
        case .checked(_, .pass, _, _): "passed"
        case .checked(_, .fail, _, _): "failed"
        case .drafted: "drafted"
        case .readied: "readied"
        case .closed: "closed"
        case .reopened: "reopened"
        case .merged: "merged"
        }
    }

    /// The commit that it puts under review.
    package var revision: Revision? {
        switch self {
        case .opened(_, _, _, _, _, let revision), .revised(let revision, _, _): revision
        default: nil
        }
    }

    /// What somebody wrote with it.
    package var prose: RequestProse? {
        switch self {
        case .opened(_, _, _, let text, _, _), .revised(_, _, let text), .closed(let text): text
        case .commented(let text, _, _): text
        default: nil
        }
    }
}

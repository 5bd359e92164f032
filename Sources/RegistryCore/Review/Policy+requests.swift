/// What somebody does to a merge request, beside merging it, which the target's own rules judge.
package enum RequestDeed: String, Hashable, Sendable {
    case revise, comment, draft, ready, close, reopen

    /// How a sentence goes on after "may not".
    fileprivate var words: String {
        switch self {
        case .revise: "revise this merge request"
        case .comment: "comment on this merge request"
        case .draft: "make this merge request a draft"
        case .ready: "call this merge request ready"
        case .close: "close this merge request"
        case .reopen: "reopen this merge request"
        }
    }
}

extension Policy {
    /// What stands in the way of `person`, as far as their authentication reaches, doing `deed` to
    /// `request`; `nil` if nothing does.
    ///
    /// Its author may do all of it, a maintainer of all that it changes all but bring commits under
    /// another's name. Readers may comment, and so may those whose approval is asked for.
    package func objection(
        to deed: RequestDeed, on request: MergeRequest, by person: Person, within reach: Reach
    ) -> Objection? {
        let isAuthor = person == request.author && holds(person, .viewer, request, reach)
        let isAllowed =
            switch deed {
            case .revise: isAuthor
            case .comment:
                isAuthor || holds(person, .reader, request, reach)
                    || isAsked(person, about: request)
            case .draft, .ready, .close, .reopen:
                isAuthor || holds(person, .maintainer, request, reach)
            }
        guard !isAllowed else { return nil }
        return Objection(
            .roleMissing, "\(person) may not \(deed.words), which \(request.author) opened.",
            remedy: remedy(for: deed, on: request))
    }

    private func remedy(for deed: RequestDeed, on request: MergeRequest) -> String {
        switch deed {
        case .comment: "Ask an admin to change access in registry.yaml."
        case .revise: "Ask \(request.author) to push it, or open a merge request of your own."
        case .draft, .ready, .close, .reopen:
            "Ask \(request.author), or a maintainer of what it changes."
        }
    }

    /// Whether `person` has `role` wherever the request changes something.
    private func holds(
        _ person: Person, _ role: Role, _ request: MergeRequest, _ reach: Reach
    ) -> Bool {
        let namespaces = request.namespaces
        guard request.head.rootFiles == 0, !namespaces.isEmpty else {
            return allows(person, role, in: nil, within: reach)
        }
        return namespaces.allSatisfy { allows(person, role, in: $0, within: reach) }
    }

    /// Whether a stage counts the approval of `person` on what is proposed for it.
    package func isAsked(_ person: Person, about request: MergeRequest) -> Bool {
        guard case .stage(let stage, _) = request.target else { return false }
        let demands = rules(for: stage)?.approvals?.entries ?? []
        return demands.contains { covers($0.rule.from, person) }
    }
}

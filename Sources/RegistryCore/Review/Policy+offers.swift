extension Policy {
    /// What `person` is offered to do to `request`, as far as their authentication reaches: what
    /// can come next and is theirs to do. Whether it may is decided when they ask for it.
    package func offers(
        to person: Person, on request: MergeRequest, within reach: Reach
    ) -> Set<RequestDeed> {
        let deeds: Set<RequestDeed> =
            switch request.status {
            case .open: [.comment, request.isDraft ? .ready : .draft, .close]
            case .closed: [.comment, .reopen]
            case .merged: [.comment]
            }
        return deeds.filter { objection(to: $0, on: request, by: person, within: reach) == nil }
    }
}

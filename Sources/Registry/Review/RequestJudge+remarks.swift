import Git
import RegistryCore

/// What is said of a merge request, and what becomes of it short of merging.
extension RequestJudge {
    func remark(on request: MergeRequest) throws(RegistryError) -> Decided {
        let (deed, change) = try deed(on: request)
        try require(deed, request)
        if deed != .comment { try requireHead(request) }
        try tryOut(change, on: request)
        return Decided(
            plan: RequestPlan(
                asked: asked, number: request.number, change: change, moves: [],
                head: deed == .comment ? nil : asked.new),
            verdict: PushVerdict())
    }

    private func deed(
        on request: MergeRequest
    ) throws(RegistryError) -> (RequestDeed, RequestChange) {
        switch order {
        case .comment(let text, let place):
            try requirePlace(place, on: request)
            return (.comment, .commented(text: text, place: place, revision: asked.new))
        case .close(let reason): return (.close, .closed(reason: reason))
        case .reopen: return (.reopen, .reopened)
        case .draft: return (.draft, .drafted)
        case .ready: return (.ready, .readied)
        case .merge, .propose: preconditionFailure("decided elsewhere")
        }
    }

    /// A comment is on a revision, and on a file that this one has.
    private func requirePlace(
        _ place: CommentPlace?, on request: MergeRequest
    ) throws(RegistryError) {
        guard request.revisions.contains(where: { $0.revision.commit == asked.new }) else {
            throw RegistryError([RequestFault.otherRevision(head: request.head.commit).objection])
        }
        guard let path = place?.path else { return }
        let tree = try catalog.commit(asked.new).tree
        guard try catalog.entry(at: "\(path)", in: tree) == nil else { return }
        throw RegistryError(
            .fileMissing, "There is no '\("\(path)".printable)' in \(asked.new.short).",
            remedy: "Run `cairn mr diff \(request.number)` to see what it changes.")
    }
}

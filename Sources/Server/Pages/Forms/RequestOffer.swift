import Registry
import RegistryCore

/// What a page of a merge request has a form for.
enum RequestOffer: String, Sendable {
    case comment, close, reopen, draft, ready, merge
    /// To sign a decision in the browser.
    case sign
}

extension CatalogView {
    /// What the caller is offered, so that no button is there that could only be refused.
    ///
    /// - Parameter takes: Whether anything changes here by forms at all.
    func offers(
        on request: MergeRequest, _ verdict: PendingProposal?, _ standing: RequestStanding?,
        takes: Bool
    ) -> Set<RequestOffer> {
        guard takes, mayPush else { return [] }
        var found = Set(offers(on: request).compactMap { RequestOffer(rawValue: $0.rawValue) })
        let objections = verdict?.objections ?? standing?.objections
        if objections == [], !request.isDraft { found.insert(.merge) }
        if verdict?.kind == .promote, asksCaller(about: request) { found.insert(.sign) }
        return found
    }
}

extension APIRequest {
    /// Whether forms may be sent: they belong to a session, and a registry that only follows
    /// another, or is not to be changed, takes none.
    var takesForms: Bool {
        guard gate.sessions.session(of: exchange) != nil, !gate.isReadOnly else { return false }
        do { try catalog.requireTaking(.push) } catch { return false }
        return true
    }
}

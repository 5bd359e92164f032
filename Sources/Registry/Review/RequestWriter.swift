import FoundationEssentials
import Git
import RegistryCore

/// Writes an event as a commit: `event.json` for programs, a message for `git log`.
struct RequestWriter {
    let catalog: Catalog

    /// The one file in the tree of each event.
    static let path = "event.json"

    /// Writes the commit of an event of `request`, of which it is the newest.
    ///
    /// The commit under review is a parent too where the event brings one, so that every revision
    /// stays in the catalog, and comes along when the events are fetched.
    func write(
        _ event: RequestEvent, of request: MergeRequest, after previous: ObjectID?
    ) throws(RegistryError) -> ObjectID {
        let bytes = try encodeJSON(event)
        let identity = Identity(
            name: "Cairn registry", email: "registry@cairn.invalid", date: event.received)
        return try translate("the event") { () throws(GitError) in
            let tree = try catalog.repository.rewrite(
                nil, [.put(Self.path, .file, try catalog.repository.writeBlob(bytes))])
            return try catalog.repository.writeCommit(
                CommitDraft(
                    tree: tree,
                    parents: [previous, event.event.revision?.commit].compactMap(\.self),
                    author: identity, committer: identity, message: message(event, request)))
        }
    }

    /// What somebody wrote is set in, or it could pass for the lines at the end, which are ours.
    private func message(_ event: RequestEvent, _ request: MergeRequest) -> String {
        var text = "\(event.actor) \(event.event.word) merge request \(request.number)\n\n"
        if case .opened(_, _, let title, _, _, _) = event.event { text += "    \(title)\n\n" }
        if let prose = event.event.prose {
            let lines = "\(prose)".split(separator: "\n", omittingEmptySubsequences: false)
            text += lines.map { "    \($0)" }.joined(separator: "\n") + "\n\n"
        }
        return text
            + "Merge-Request: \(request.number)\nTarget: \(request.target)\n"
            + "Event: \(event.number)\nActor: \(event.actor)\n"
            + "Authentication: \(event.authentication.rawValue)\n"
            + "Received: \(event.received.timestamp)\n"
    }
}

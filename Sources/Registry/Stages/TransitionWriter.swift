import FoundationEssentials
import Git
import RegistryCore

/// Makes the commits of a stage; nothing moves before they are pushed.
struct TransitionWriter {
    let workspace: Workspace
    let snapshot: Snapshot
    let model: ModelName
    let stage: StageName

    private var catalog: Catalog { workspace.catalog }

    /// The tip that a transition stands on: the stage's own, or a new open commit.
    ///
    /// Every stage opens with the same commit, so that two people who open one at the same moment
    /// make the same object.
    func base() throws(RegistryError) -> ObjectID {
        if let tip = try catalog.tip(.stage(stage, model)) { return tip }
        let identity = Identity(
            name: "cairn", email: "cairn@invalid", date: Date(timeIntervalSince1970: 1_577_836_800))
        return try translate("the open commit") { () throws(GitError) in
            var changes: [TreeChange] = []
            for name in [RootFile.attributes, RootFile.lfsConfig] {
                if let entry = try catalog.repository.entry(at: name, in: snapshot.tree) {
                    changes.append(.put(name, .file, entry.id))
                }
            }
            return try catalog.repository.writeCommit(
                CommitDraft(
                    tree: try catalog.repository.rewrite(nil, changes), parents: [],
                    author: identity, committer: identity, message: "Open a stage of Cairn\n"))
        }
    }

    /// A transition to `record`, or to nothing, standing on `base`.
    ///
    /// - Parameter reason: What people shall read in the log.
    func write(
        _ record: VersionRecord?, onto base: ObjectID, reason: String?, verb: String
    ) async throws(RegistryError) -> ObjectID {
        let identity = try await workspace.identity()
        let before = try catalog.commit(base).tree
        let from = try catalog.versionNumber(of: model, in: before)
        let message = message(record, from: from, reason: reason, verb: verb)
        return try translate("the transition") { () throws(GitError) in
            let change: TreeChange =
                record.map { .put(model.folder, .tree, $0.folder) } ?? .remove(model.folder)
            return try catalog.repository.writeCommit(
                CommitDraft(
                    tree: try catalog.repository.rewrite(before, [change]), parents: [base],
                    author: identity, committer: identity, message: message))
        }
    }

    /// What was done, why, and the trailers; they are for people and decide nothing.
    private func message(
        _ record: VersionRecord?, from: VersionNumber?, reason: String?, verb: String
    ) -> String {
        let subject = "\(verb) \(model) \(record.map { "\($0.number) " } ?? "")"
        var text = "\(subject)\(record == nil ? "from" : "to") \(stage)\n\n"
        if let reason { text += "\(reason)\n\n" }
        text += "Model: \(model)\n"
        if let record {
            text += "Version: \(record.number.value)\nVersion-Commit: \(record.commit)\n"
            text += "Version-Digest: sha256:\(record.digest)\n"
        }
        text += "Stage: \(stage)\nFrom: \(from.map(\.description) ?? "nothing")\n"
        return text + "Policy: \(snapshot.commit)\n"
    }
}

extension Workspace {
    /// Who a commit made now is by: the person who asks, under the name git knows.
    func identity() async throws(RegistryError) -> Identity {
        let person = try await session.user()
        let name =
            if let name = session.environment["GIT_COMMITTER_NAME"] { name } else {
                try await session.configured("user.name") ?? person.description
            }
        return Identity(name: name, email: person.description, date: session.now)
    }
}

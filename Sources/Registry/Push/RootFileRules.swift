import Git
import RegistryCore

/// What a commit may change at the root: the policy, the signers, and the host's files.
struct RootFileRules {
    let commit: CommitRules
    let changes: [PathChange]

    private var catalog: Catalog { commit.catalog }
    private var judge: PushJudge { commit.judge }
    private var after: ObjectID { commit.commit.tree }

    func check() throws(RegistryError) {
        guard !changes.isEmpty else { return }
        try judge.require(.admin, to: "change the registry's own files")
        for change in changes {
            try commit.requireSmall(
                change, limit: judge.policy.effectiveLimits.manifestBytes)
        }
        for name in [RootFile.attributes, RootFile.lfsConfig] where isChanged(name) {
            throw RegistryError(
                .treeRefused, "\(name) stays as `cairn init` wrote it.",
                remedy: "Take that change out of the commit.")
        }
        try checkHostFolders()
        let governing = [RootFile.policy, RootFile.signers, RootFile.revoked, OpenPGPFile.revoked]
        let rings = changes.compactMap(\.text).filter { OpenPGPFile.person(ofPath: $0) != nil }
        guard governing.contains(where: isChanged) || !rings.isEmpty else { return }
        let snapshot = Snapshot(commit: commit.commit.id, tree: after)
        try checkPolicy(at: snapshot)
        if !rings.isEmpty { try OpenPGPRules(commit: commit, after: after).check() }
        try SignerRules(commit: commit, after: snapshot).check()
    }

    private func isChanged(_ name: String) -> Bool {
        changes.contains { $0.path.elementsEqual(name.utf8) }
    }

    private func checkHostFolders() throws(RegistryError) {
        for name in CatalogPath.rootFolders {
            guard let folder = try catalog.entry(at: name, in: after), folder.mode.isTree,
                changes.contains(where: { $0.path.starts(with: "\(name)/".utf8) })
            else { continue }
            let files = try translate(name) { () throws(GitError) in
                try catalog.repository.changes(
                    from: nil, to: folder.id, limit: judge.limits.changedPaths)
            }
            let clashes = clashes(among: files.compactMap { $0.text.flatMap(ArtifactPath.init) })
            guard clashes.isEmpty else { throw RegistryError(clashes) }
        }
    }

    private func checkPolicy(at snapshot: Snapshot) throws(RegistryError) {
        guard isChanged(RootFile.policy) else { return }
        let new = try catalog.policy(at: snapshot)
        let old = try catalog.policy(at: Snapshot(commit: commit.commit.id, tree: commit.before))
        guard new.id == old.id else {
            throw RegistryError(
                .registryChanged, "The registry's id may not change: approvals are bound to it.",
                remedy: "Write `id: \(old.id)`.")
        }
        try new.checkLadder()
        try new.checkIssuers()
        let added = Set(new.stages.map(\.name)).subtracting(old.stages.map(\.name))
        if !added.isEmpty { try requireUnaliased(added) }
    }

    /// A new stage must not take the name of an alias; only this rare change reads every model.
    private func requireUnaliased(_ stages: Set<StageName>) throws(RegistryError) {
        let names = Set(stages.map(\.description))
        for model in try catalog.models(in: after) {
            let aliases = try catalog.model(model, in: after)?.aliases ?? [:]
            guard let taken = aliases.keys.first(where: { names.contains($0.description) }) else {
                continue
            }
            throw RegistryError(
                .policyInvalid, "The new stage '\(taken)' is an alias of \(model).",
                remedy: "Choose another name, or delete the alias first.")
        }
    }
}

extension CommitRules {
    /// Refuses a plain file longer than `limit` bytes.
    func requireSmall(_ change: PathChange, limit: Int64) throws(RegistryError) {
        guard let entry = change.new, entry.mode == .file else { return }
        let size = try translate("blob \(entry.id)") { () throws(GitError) in
            try catalog.repository.header(of: entry.id)?.size ?? 0
        }
        guard Int64(size) > limit else { return }
        throw RegistryError(
            .manifestTooLarge,
            "\(String(decoding: change.path, as: UTF8.self)) has \(ByteCount(Int64(size))), and "
                + "plain files may have \(ByteCount(limit)).",
            remedy: "Keep large files as artifacts: `cairn add`.")
    }
}

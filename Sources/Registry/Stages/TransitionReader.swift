package import Git
package import RegistryCore

/// A transition whose structure has been checked against `main` and the stage's tip.
package struct CheckedTransition: Sendable {
    package let transition: Transition
    /// The transition commit itself.
    package let commit: Commit
    /// The version it brings; `nil` for a retirement.
    package let record: VersionRecord?
}

extension Catalog {
    /// Reads what the commit `id` does to a stage whose tip is `tip`, or says why it is no
    /// transition.
    ///
    /// Nothing but the structure counts: one parent, the very tip (a first transition stands on an
    /// open commit), and a tree that shows the model's folder exactly as a version on `main` has
    /// it, or shows none.
    package func readTransition(
        _ id: ObjectID, of stage: StageName, _ model: ModelName, onto tip: ObjectID?,
        at snapshot: Snapshot
    ) throws(RegistryError) -> CheckedTransition {
        let commit = try peelMerge(try self.commit(id), onto: tip)
        guard commit.parents.count == 1, let base = commit.parents.first else {
            throw invalid("it must have exactly one parent")
        }
        try checkBase(base, tip: tip, at: snapshot)
        guard let folder = try shownFolder(in: commit.tree, model, at: snapshot) else {
            return try retirement(commit, stage, model, base: base, at: snapshot)
        }
        let record = try shownRecord(folder, commit, model, at: snapshot)
        let log = try stageLog(from: base, model)
        let state = try annotations(model, record.number, in: snapshot.tree)?.state
        let kind = Transition.Kind(
            to: record.number, from: log.first?.version, held: Set(log.compactMap(\.version)),
            isYanked: state == .yanked)
        guard log.first?.version != record.number else {
            throw invalid("\(stage) already shows \(record.reference)")
        }
        return CheckedTransition(
            transition: Transition(
                model: model, stage: stage, kind: kind, version: record.number, commit: commit.id,
                base: base),
            commit: commit, record: record)
    }

    /// A host's merge button makes a commit of the tip and a proposal, with the proposal's tree:
    /// that commit *is* the proposal.
    private func peelMerge(
        _ commit: Commit, onto tip: ObjectID?
    ) throws(RegistryError) -> Commit {
        guard commit.parents.count == 2, commit.parents[0] == tip else { return commit }
        let proposal = try self.commit(commit.parents[1])
        guard proposal.tree == commit.tree else {
            throw invalid("it merges a proposal and changes something besides")
        }
        return proposal
    }

    private func checkBase(
        _ base: ObjectID, tip: ObjectID?, at snapshot: Snapshot
    ) throws(RegistryError) {
        guard let tip else {
            guard try isOpenCommit(base, at: snapshot) else {
                throw invalid("a stage's first transition must stand on an open commit")
            }
            return
        }
        guard base == tip else {
            throw RegistryError(
                .stale,
                "The proposal stands on \(base.short), and the stage has moved to \(tip.short).",
                remedy: "Propose it again with `cairn promote`; approvals of the old one are void.")
        }
    }

    private func retirement(
        _ commit: Commit, _ stage: StageName, _ model: ModelName, base: ObjectID,
        at snapshot: Snapshot
    ) throws(RegistryError) -> CheckedTransition {
        guard let shown = try versionNumber(of: model, in: self.commit(base).tree) else {
            throw invalid("the stage shows nothing that could be retired")
        }
        return CheckedTransition(
            transition: Transition(
                model: model, stage: stage, kind: .retire, version: shown, commit: commit.id,
                base: base),
            commit: commit, record: nil)
    }

    private func shownRecord(
        _ folder: ObjectID, _ commit: Commit, _ model: ModelName, at snapshot: Snapshot
    ) throws(RegistryError) -> VersionRecord {
        guard let number = try versionNumber(of: model, in: commit.tree) else {
            throw invalid("the model's folder has no version.yaml")
        }
        guard let record = try version(number, of: model, on: snapshot.commit) else {
            throw invalid("\(model)@\(number) is not on main")
        }
        guard record.folder == folder else {
            throw invalid("its \(model.folder) is not what \(record.reference) has on main")
        }
        return record
    }

    /// The model's folder that a stage's tree shows; throws when it shows anything else.
    func shownFolder(
        in tree: ObjectID, _ model: ModelName, at snapshot: Snapshot
    ) throws(RegistryError) -> ObjectID? {
        let root = try entries(of: tree)
        try checkRootFiles(root, at: snapshot)
        guard let models = root.first(where: { $0.name.elementsEqual("models".utf8) }) else {
            return nil
        }
        let namespace = try onlyEntry(of: models, named: model.namespace.description)
        return try onlyEntry(of: namespace, named: model.name).id
    }

    /// Whether the commit opens a stage: no parent, and only the two files every catalog has.
    package func isOpenCommit(_ id: ObjectID, at snapshot: Snapshot) throws(RegistryError) -> Bool {
        let commit = try commit(id)
        let root = try entries(of: commit.tree)
        guard commit.parents.isEmpty, root.count == 2 else { return false }
        try checkRootFiles(root, at: snapshot)
        return true
    }

    private func checkRootFiles(
        _ root: [TreeEntry], at snapshot: Snapshot
    ) throws(RegistryError) {
        for name in [RootFile.attributes, RootFile.lfsConfig] {
            let here = root.first { $0.name.elementsEqual(name.utf8) }
            guard let here, here == (try entry(at: name, in: snapshot.tree)) else {
                throw invalid("its \(name) is not main's")
            }
        }
        let known = [RootFile.attributes, RootFile.lfsConfig, "models"]
        for entry in root where !known.contains(where: { entry.name.elementsEqual($0.utf8) }) {
            let shown = String(decoding: entry.name, as: UTF8.self).printable
            throw invalid("it has '\(shown)', and a stage shows one model and nothing else")
        }
    }

    private func onlyEntry(
        of parent: TreeEntry, named name: String
    ) throws(RegistryError) -> TreeEntry {
        let entries = parent.mode == .tree ? try entries(of: parent.id) : []
        guard entries.count == 1, let entry = entries.first, entry.mode == .tree,
            entry.name.elementsEqual(name.utf8)
        else {
            throw invalid("a stage shows one model and nothing of its neighbours")
        }
        return entry
    }

    private func invalid(_ why: String) -> RegistryError {
        RegistryError(
            .transitionInvalid, "This is no transition: \(why).",
            remedy: "Make it with `cairn promote`, `rollback` or `retire`, or by the recipe in "
                + "docs/format.md.")
    }
}

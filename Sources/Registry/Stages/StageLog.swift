package import Git
package import RegistryCore

/// One entry of a stage's log: what it showed from then on.
package struct StageEntry: Hashable, Sendable {
    /// The commit on the stage's branch.
    package let commit: Commit
    /// The transition itself: the commit, or the proposal that a host's merge button merged.
    package let transition: ObjectID
    /// What the stage shows from here on; `nil` after a retirement and at the open commit.
    package let version: VersionNumber?
    /// The model's folder as shown; `nil` where `version` is.
    package let folder: ObjectID?
    /// `nil` for the open commit, which shows nothing and moves nothing.
    package let kind: Transition.Kind?
    /// What it showed before.
    package let previous: VersionNumber?
}

extension Catalog {
    /// Everything a stage has shown, newest first; empty for a stage that was never opened.
    ///
    /// A stage's log is as long as its deployments, not as the catalog. Yanks are not looked at, so
    /// a forbidden way back still reads as the rollback it was meant to be.
    package func stageLog(
        _ stage: StageName, _ model: ModelName
    ) throws(RegistryError) -> [StageEntry] {
        guard let tip = try tip(.stage(stage, model)) else { return [] }
        return try stageLog(from: tip, model)
    }

    /// The log that ends in `tip`, newest first.
    package func stageLog(
        from tip: ObjectID, _ model: ModelName
    ) throws(RegistryError) -> [StageEntry] {
        if let known: RememberedLog = memory.value(of: tip), known.model == model {
            return Array(known.entries)
        }
        let entries = try readStageLog(from: tip, model)
        // Each commit's own log is the rest of this one, so it is not read again for each.
        for (index, entry) in entries.enumerated() {
            let log = RememberedLog(model: model, entries: entries[index...])
            memory.keep(log, of: entry.commit.id)
        }
        return entries
    }

    private func readStageLog(
        from tip: ObjectID, _ model: ModelName
    ) throws(RegistryError) -> [StageEntry] {
        var chain: [Commit] = []
        var next: ObjectID? = tip
        while let id = next {
            let commit = try commit(id)
            chain.append(commit)
            next = commit.parents.first
        }
        var entries: [StageEntry] = []
        var held: Set<VersionNumber> = []
        for commit in chain.reversed() {
            let folder = try entry(at: model.folder, in: commit.tree)?.id
            let version = try versionNumber(of: model, in: commit.tree)
            let previous = entries.last?.version
            let isOpen = commit.parents.isEmpty
            entries.append(
                StageEntry(
                    commit: commit, transition: commit.parents.dropFirst().first ?? commit.id,
                    version: version, folder: folder,
                    kind: isOpen
                        ? nil
                        : Transition.Kind(
                            to: version, from: previous, held: held, isYanked: false),
                    previous: previous))
            if let version { held.insert(version) }
        }
        return entries.reversed()
    }

    /// The versions that each stage of the policy shows or has shown of the model.
    package func stageHistory(
        _ model: ModelName, _ policy: Policy
    ) throws(RegistryError) -> [StageName: Set<VersionNumber>] {
        var history: [StageName: Set<VersionNumber>] = [:]
        for stage in policy.stages.map(\.name) {
            history[stage] = Set(try stageLog(stage, model).compactMap(\.version))
        }
        return history
    }
}

/// The log that ends in one commit, newest first.
private struct RememberedLog {
    let model: ModelName
    let entries: ArraySlice<StageEntry>
}

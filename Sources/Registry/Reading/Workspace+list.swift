package import FoundationEssentials
import Git
package import RegistryCore

/// One model of the catalog, at a glance.
package struct ModelSummary: Encodable, Sendable {
    package let model: ModelName
    package let description: String?
    /// The newest version; `nil` for a model that has none yet.
    package let latest: VersionNumber?
    /// Whether the newest version may be used.
    package let state: Annotations.State
    /// What each stage shows, by the stage's name.
    package let stages: [String: VersionNumber]
    package let aliases: [AliasName: VersionNumber]
    package let risk: Risk?
    package let task: String?
    package let license: String?
    package let owners: [Who]
    package let tags: [String: String]
}

/// One model that a stage shows.
package struct ShownModel: Encodable, Sendable {
    package let model: ModelName
    package let stage: StageName
    package let version: VersionNumber
    /// Since when the stage shows it.
    package let since: Date
    /// Who brought it there.
    package let by: String
    /// Whether `since` and `by` are the commit's own word, for want of an audit log.
    package let claimed: Bool
    /// The transition.
    package let commit: ObjectID
}

extension Workspace {
    /// Every model, by name.
    package func models() async throws(RegistryError) -> [ModelSummary] {
        let snapshot = try catalog.snapshot()
        let shown = try await shownVersions()
        var summaries: [ModelSummary] = []
        for name in try catalog.models(in: snapshot.tree) {
            summaries.append(try summary(of: name, shown[name] ?? [:], at: snapshot))
        }
        return summaries
    }

    private func summary(
        of name: ModelName, _ stages: [StageName: VersionNumber], at snapshot: Snapshot
    ) throws(RegistryError) -> ModelSummary {
        let manifest =
            try catalog.model(name, in: snapshot.tree) ?? ModelManifest(name: name)
        let latest = try catalog.versionNumber(of: name, in: snapshot.tree)
        let annotations = try latest.flatMap { number throws(RegistryError) in
            try catalog.annotations(name, number, in: snapshot.tree)
        }
        return ModelSummary(
            model: name, description: manifest.description, latest: latest,
            state: annotations?.state ?? .active,
            stages: Dictionary(
                uniqueKeysWithValues: stages.map { ($0.key.description, $0.value) }),
            aliases: manifest.aliases ?? [:], risk: manifest.risk, task: manifest.task,
            license: manifest.license, owners: manifest.owners ?? [], tags: manifest.tags ?? [:])
    }

    /// What every stage shows of every model, found by the stages' refs alone.
    private func shownVersions() async throws(RegistryError) -> [ModelName: [StageName:
        VersionNumber]]
    {
        var shown: [ModelName: [StageName: VersionNumber]] = [:]
        for (ref, tip) in try await catalog.refs(under: "refs/heads/stages/") {
            guard case .stage(let stage, let model) = ref else { continue }
            let tree = try catalog.commit(tip).tree
            shown[model, default: [:]][stage] = try catalog.versionNumber(of: model, in: tree)
        }
        return shown
    }

    /// The models that `stage` shows, by name: which version, since when, and by whom.
    package func models(in stage: StageName) async throws(RegistryError) -> [ShownModel] {
        let policy = try catalog.policy(at: try catalog.snapshot())
        guard policy.rules(for: stage) != nil else {
            throw RegistryError([policy.unknownStage(stage)])
        }
        var found: [ShownModel] = []
        for (ref, tip) in try await catalog.refs(under: "refs/heads/stages/\(stage)/") {
            guard case .stage(_, let model) = ref else { continue }
            let commit = try catalog.commit(tip)
            guard let version = try catalog.versionNumber(of: model, in: commit.tree) else {
                continue
            }
            let moment = try catalog.moment(of: commit, stage, model)
            found.append(
                ShownModel(
                    model: model, stage: stage, version: version, since: moment.date,
                    by: moment.person, claimed: moment.isClaimed, commit: tip))
        }
        return found
    }
}

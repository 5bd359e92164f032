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

/// Every model of a catalog, by name; each is read only when it is asked for.
package struct ModelSummaries {
    private let catalog: Catalog
    private let stages: [StageName]
    private var folders: ModelFolders

    /// - Parameters:
    ///   - last: The model to begin after.
    ///   - namespaces: The only ones whose models are listed; `nil`: all.
    init(
        of catalog: Catalog, at snapshot: Snapshot, after last: ModelName? = nil,
        in namespaces: Set<Namespace>? = nil
    ) throws(RegistryError) {
        self.catalog = catalog
        stages = try catalog.policy(at: snapshot).stages.map(\.name)
        folders = try ModelFolders(
            of: catalog, in: snapshot.tree, after: last, namespaces: namespaces)
    }

    /// The next model; `nil` after the last.
    package mutating func next() throws(RegistryError) -> ModelSummary? {
        guard let (model, folder) = try folders.next() else { return nil }
        return try summary(of: model, folder)
    }

    /// One model by its name; `nil` if `main` has none of that name.
    static func summary(
        of model: ModelName, in catalog: Catalog, at snapshot: Snapshot
    ) throws(RegistryError) -> ModelSummary? {
        guard let folder = try catalog.entry(at: model.folder, in: snapshot.tree),
            folder.mode.isTree
        else { return nil }
        return try ModelSummaries(of: catalog, at: snapshot, in: []).summary(of: model, folder.id)
    }

    private func summary(
        of model: ModelName, _ folder: ObjectID
    ) throws(RegistryError) -> ModelSummary {
        let manifest =
            try catalog.manifest(
                ModelManifest.self, at: "model.yaml", in: folder, called: model.folder)
            ?? ModelManifest(name: model)
        let latest = try catalog.versionNumber(of: model, inFolder: folder)
        return ModelSummary(
            model: model, description: manifest.description, latest: latest,
            state: try state(of: latest, model, folder), stages: try shown(model),
            aliases: manifest.aliases ?? [:], risk: manifest.risk, task: manifest.task,
            license: manifest.license, owners: manifest.owners ?? [], tags: manifest.tags ?? [:])
    }

    private func state(
        of latest: VersionNumber?, _ model: ModelName, _ folder: ObjectID
    ) throws(RegistryError) -> Annotations.State {
        guard let latest else { return .active }
        let annotations = try catalog.manifest(
            Annotations.self, at: "annotations/\(latest).yaml", in: folder, called: model.folder)
        return annotations?.state ?? .active
    }

    private func shown(_ model: ModelName) throws(RegistryError) -> [String: VersionNumber] {
        var shown: [String: VersionNumber] = [:]
        for stage in stages {
            shown[stage.description] = try catalog.shownVersion(stage, model)
        }
        return shown
    }
}

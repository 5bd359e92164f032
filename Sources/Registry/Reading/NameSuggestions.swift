import FoundationEssentials
import Git
package import RegistryCore

/// The names that a person may be about to type, as one moment of a catalog knows them.
///
/// A shell asks at every press of a key, so this reads what is on this machine, fetches nothing,
/// writes nothing, and reads no more of the tree than the letters so far leave open.
package struct NameSuggestions {
    private let catalog: Catalog
    private let snapshot: Snapshot

    /// The most models to list; with more, their namespaces are.
    package static let mostModels = 500
    /// The most versions of one model to list, the newest of them.
    package static let mostVersions = 20

    /// Opens the registry that `session` means, without its drafts; throws if there is none here.
    package init(_ session: Session) throws(RegistryError) {
        catalog = try Catalog.open(
            session.folderOnThisMachine, environment: session.environment)
        snapshot = try catalog.snapshot()
    }

    /// The models whose names begin with `prefix`, or else the namespaces, each with a slash.
    package func models(beginning prefix: String) throws(RegistryError) -> [String] {
        let namespaces = try folders("models").filter { "\($0)/".hasCommonStart(with: prefix) }
        var models: [String] = []
        for namespace in namespaces {
            models += try folders("models/\(namespace)").map { "\(namespace)/\($0)" }
                .filter { $0.hasPrefix(prefix) }
            guard models.count <= Self.mostModels || namespaces.count == 1 else {
                return namespaces.map { "\($0)/" }
            }
        }
        return models
    }

    /// The stages of the policy, in the order of the ladder.
    package func stages() throws(RegistryError) -> [String] {
        try catalog.policy(at: snapshot).stages.map(\.name.description)
    }

    /// What may follow a model's `@`: stages, `latest`, aliases, and the newest versions.
    package func selectors(of model: ModelName) throws(RegistryError) -> [String] {
        guard let manifest = try catalog.model(model, in: snapshot.tree) else { return [] }
        let aliases = (manifest.aliases ?? [:]).keys.map(\.description).sorted()
        let newest = try catalog.versionNumber(of: model, in: snapshot.tree)?.value ?? 0
        let oldest = max(1, newest - Self.mostVersions + 1)
        let versions = (oldest..<newest + 1).reversed().map { "v\($0)" }
        return try stages() + ["latest"] + aliases + versions
    }

    private func folders(_ path: String) throws(RegistryError) -> [String] {
        try catalog.folders(path, in: snapshot.tree)
    }
}

extension Session {
    /// Where the registry that is meant lies on this machine: its own folder, the mirror of its
    /// URL, or the folder we are in.
    fileprivate var folderOnThisMachine: String {
        guard let registry = registry ?? environment["CAIRN_REGISTRY"] else { return directory }
        return localFolder(registry) ?? Mirror(url: registry, scope: .whole).folder(in: self)
    }
}

extension String {
    /// Whether one of the two begins with the other.
    fileprivate func hasCommonStart(with other: String) -> Bool {
        hasPrefix(other) || other.hasPrefix(self)
    }
}

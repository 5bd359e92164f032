import Manifests
package import RegistryCore

/// An alias as it is now.
package struct ChangedAlias: Encodable, Sendable {
    package let model: ModelName
    package let alias: AliasName
    /// `nil` for one that is gone.
    package let version: VersionNumber?
    package let commit: ObjectID

    enum CodingKeys: String, CodingKey { case model, alias, version, commit }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(model, forKey: .model)
        try container.encode(alias, forKey: .alias)
        try container.encode(version, forKey: .version)
        try container.encode(commit, forKey: .commit)
    }
}

extension Workspace {
    /// Points an alias at a version, or takes it away.
    ///
    /// - Parameter version: `nil` takes the alias away; one that is not there is an error.
    package func setAlias(
        _ alias: AliasName, of model: ModelName, to version: VersionNumber?
    ) async throws(RegistryError) -> ChangedAlias {
        let subject = version.map { "Let \(model)@\(alias) be \($0)" } ?? "Drop \(model)@\(alias)"
        let commit = try await commitToMain(subject) { (snapshot) throws(RegistryError) in
            guard var manifest = try catalog.model(model, in: snapshot.tree) else {
                throw catalog.missingModel(model)
            }
            if let version {
                try requireVersion(version, of: model, at: snapshot)
            } else if manifest.aliases?[alias] == nil {
                throw missing(alias, of: model)
            }
            manifest.aliases = manifest.aliases ?? [:]
            manifest.aliases?[alias] = version
            if manifest.aliases?.isEmpty ?? false { manifest.aliases = nil }
            return [try writing(writeManifest(manifest), to: "\(model.folder)/model.yaml")]
        }
        return ChangedAlias(model: model, alias: alias, version: version, commit: commit)
    }

    /// Refuses a version that is not there, before the registry has to.
    private func requireVersion(
        _ version: VersionNumber, of model: ModelName, at snapshot: Snapshot
    ) throws(RegistryError) {
        let latest = try catalog.versionNumber(of: model, in: snapshot.tree)
        guard latest.map({ version <= $0 }) ?? false else {
            throw RegistryError(
                .versionMissing, "There is no \(model)@\(version).",
                remedy: "Run `cairn log \(model)` to see its versions.")
        }
    }

    private func missing(_ alias: AliasName, of model: ModelName) -> RegistryError {
        RegistryError(
            .versionMissing, "\(model) has no alias '\(alias)'.",
            remedy: "Run `cairn log \(model)` to see its aliases.")
    }
}

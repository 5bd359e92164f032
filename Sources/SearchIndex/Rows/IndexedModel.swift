package import RegistryCore

/// What the index has of a model beside its versions: `model.yaml` and the card, as `main` has them
/// now.
package struct IndexedModel: Equatable, Sendable {
    package let name: ModelName
    package let description: String?
    package let task: String?
    package let license: String?
    package let risk: Risk?
    package let owners: [Who]
    package let tags: [String: String]
    package let aliases: [AliasName: VersionNumber]
    /// The text of `README.md`; `nil` without one.
    package let card: String?

    package init(_ manifest: ModelManifest, card: String?) {
        name = manifest.name
        description = manifest.description
        task = manifest.task
        license = manifest.license
        risk = manifest.risk
        owners = manifest.owners ?? []
        tags = manifest.tags ?? [:]
        aliases = manifest.aliases ?? [:]
        self.card = card
    }
}

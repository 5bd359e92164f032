package import RegistryCore

/// What one commit of `main` changed in one model's folder, as far as rows have it.
package struct IndexedChange: Equatable, Sendable {
    package let model: ModelName
    /// The version that it brought.
    package var version: IndexedVersion?
    /// The versions whose annotations it changed.
    package var annotated: [VersionNumber]
    /// Whether `model.yaml` or the card changed.
    package var isDescribed: Bool

    /// A change of something that rows do not have.
    package init(of model: ModelName) {
        self.model = model
        version = nil
        annotated = []
        isDescribed = false
    }
}

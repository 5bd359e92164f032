package import FoundationEssentials
package import RegistryCore

/// What a store's listing says about one artifact.
package struct StoredArtifact: Hashable, Sendable {
    package let digest: Digest
    /// Length in bytes.
    package let size: Int64
    /// When the bytes were last written, by the clock of the store.
    package let modified: Date

    package init(digest: Digest, size: Int64, modified: Date) {
        self.digest = digest
        self.size = size
        self.modified = modified
    }
}

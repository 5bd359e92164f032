package import RegistryCore

/// Which way artifacts are to move, in the words of Git LFS.
package enum ArtifactOperation: String, Hashable, Sendable, Codable, CaseIterable {
    case download, upload

    /// What a caller does by it.
    package var action: Action { self == .upload ? .upload : .download }
}

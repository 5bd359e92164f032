package import RegistryCore

/// One artifact as reports show it: where it lies, what its bytes are, and how many.
package struct StoredFile: Hashable, Sendable, Encodable {
    /// Below `artifacts/`.
    package let path: ArtifactPath
    package let sha256: Digest
    /// In bytes.
    package let size: Int64

    init(_ path: ArtifactPath, _ pointer: Pointer) {
        self.path = path
        sha256 = pointer.digest
        size = pointer.size
    }
}

extension [ArtifactPath: Pointer] {
    /// The artifacts in the order of their paths.
    var files: [StoredFile] {
        sorted { $0.key < $1.key }.map { StoredFile($0.key, $0.value) }
    }
}

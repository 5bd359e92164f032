package import RegistryCore

/// What part of a version to fetch.
package struct FetchScope: Sendable {
    /// The artifacts meant; empty for all.
    package var patterns: [PathPattern] = []
    /// Whether only the manifests are wanted.
    package var isMetadataOnly = false

    package init() {}

    /// Whether the artifact at `path` is meant.
    func includes(_ path: ArtifactPath) -> Bool {
        !isMetadataOnly && (patterns.isEmpty || patterns.contains { $0.matches(path) })
    }
}

/// A version that was fetched, every byte of it verified.
package struct Fetched: Encodable, Sendable {
    package let reference: String
    package let model: ModelName
    package let version: VersionNumber
    /// The version digest, `sha256:` and 64 hex digits.
    package let digest: String
    package let commit: ObjectID
    /// The folder it was fetched into.
    package let path: String
    /// What is there now, below `artifacts/`.
    package let artifacts: [StoredFile]
    /// How many bytes of artifacts were copied; what was there and right was not.
    package let bytes: Int64

    init(_ record: VersionRecord, into path: String, artifacts: [StoredFile], bytes: Int64) {
        reference = record.reference
        model = record.model
        version = record.number
        digest = "sha256:\(record.digest)"
        commit = record.commit
        self.path = path
        self.artifacts = artifacts
        self.bytes = bytes
    }
}

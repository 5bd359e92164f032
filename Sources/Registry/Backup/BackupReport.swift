import FoundationEssentials
package import RegistryCore

/// What `backup` wrote, or `restore` brought back.
package struct BackupReport: Encodable, Sendable {
    /// The folder of the backup, or of the registry that is there again.
    package let path: String
    package let registry: String
    /// When the backup was made.
    package let made: String
    /// The entry of the audit log right after which everything was so.
    package let audit: ObjectID?
    package let main: ObjectID
    package let refs: Int
    /// How many artifacts were copied.
    package let copied: Int
    /// Their length in bytes.
    package let bytes: Int64
    /// How many artifacts were in the backup already.
    package let held: Int
    /// The bucket that has the artifacts, which were not copied.
    package let store: String?

    init(
        _ manifest: BackupManifest, at path: String, _ copied: ArtifactCopies
    ) {
        self.path = path
        registry = manifest.registry
        made = manifest.made.timestamp
        audit = manifest.audit
        main = manifest.main
        refs = manifest.refs
        self.copied = copied.count
        bytes = copied.bytes
        held = copied.held
        store = manifest.store
    }
}

/// How many artifacts went from one store into another.
struct ArtifactCopies {
    var count = 0
    /// The length of those in bytes.
    var bytes: Int64 = 0
    /// How many the other store had already.
    var held = 0
}

import FoundationEssentials
import RegistryCore

/// What one state of a backup is made of: `manifest.json` in the state's folder, which is named by
/// the SHA-256 of this very file, so that nothing in it can change unseen.
struct BackupManifest: Hashable, Sendable, Codable {
    var schema: Schema
    /// Another one for each run: two states are never one, not even within a second.
    let run: String
    let registry: String
    /// The registry's own id, by which another registry's backup is told apart.
    let id: String
    let made: Date
    /// The entry of the audit log right after which refs were so; `nil` before the first push.
    let audit: ObjectID?
    let main: ObjectID
    let refs: Int
    /// The bucket that has the artifacts; `nil`: they are in the backup.
    let store: String?
    let files: [File]

    /// The one value that `schema` may have.
    enum Schema: String, Hashable, Sendable, Codable {
        case current = "cairn.backup/v1"
    }

    /// A file of the registry that is neither an object nor an artifact.
    struct File: Hashable, Sendable, Codable {
        /// Below the registry's folder.
        let path: String
        let mode: UInt16
        let sha256: Digest
    }
}

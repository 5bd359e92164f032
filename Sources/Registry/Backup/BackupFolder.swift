import Artifacts
import Cryptography
import FoundationEssentials
import RegistryCore

/// Where things lie in a backup.
///
/// `current` names the state that counts, and is the last that a backup writes. Objects and
/// artifacts are shared by all states and only ever added. So a backup that is cut short anywhere
/// leaves the one before as it was.
struct BackupFolder: Sendable {
    let path: String

    /// A bare repository with the objects of every state, for any `git` to read.
    var repository: String { "\(path)/repository.git" }
    var packedRefs: String { "\(repository)/packed-refs" }

    var artifacts: FileStore {
        FileStore(root: "\(path)/artifacts", records: "\(path)/verified")
    }

    /// The turn of whoever writes to it.
    var turn: String { "\(path)/backup.turn" }

    private var current: String { "\(path)/current" }
    private var states: String { "\(path)/states" }

    func state(_ digest: Digest) -> String { "\(states)/\(digest)" }

    /// The state that counts; `nil` in a folder where no backup was ever completed.
    ///
    /// - Throws: `corrupt` if it is not what it was.
    func manifest() throws(RegistryError) -> (digest: Digest, manifest: BackupManifest)? {
        guard let name = FileManager.default.contents(atPath: current) else { return nil }
        let text = String(decoding: name, as: UTF8.self)
        guard let digest = Digest(parsing: text.dropLast()), text.last == "\n" else {
            throw damaged(current)
        }
        let bytes = try read("manifest.json", as: digest, of: digest)
        let manifest = try decodeJSON(BackupManifest.self, from: bytes, what: "the manifest")
        return (digest, manifest)
    }

    /// A file of a state, which must be what it was.
    func read(
        _ name: String, as expected: Digest, of state: Digest
    ) throws(RegistryError) -> [UInt8] {
        let path = "\(self.state(state))/\(name)"
        let bytes = FileManager.default.contents(atPath: path).map(Array.init)
        guard let bytes, Digest(hashing: bytes) == expected else { throw damaged(path) }
        return bytes
    }

    /// Makes a state the one that counts, and removes those before it.
    func finish(_ digest: Digest) throws(RegistryError) {
        do {
            try writeDurably(Array("\(digest)\n".utf8), to: current, permissions: 0o600)
        } catch {
            throw explain(error)
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: states)) ?? []
        for name in names where name != "\(digest)" {
            try? FileManager.default.removeItem(atPath: "\(states)/\(name)")
        }
    }

    private func damaged(_ path: String) -> RegistryError {
        RegistryError(
            .corrupt, "'\(path.printable)' in the backup is missing, or not as it was written.",
            remedy: "Use another copy of the backup, or make a new one into an empty folder.")
    }
}

import Artifacts
import Cryptography
import FoundationEssentials
import RegistryCore

/// The locks of a registry: one file each in `<catalog>/cairn/locks`, named by the hash of what is
/// locked, so that the file system decides between two who take one at once.
struct LockFolder: Sendable {
    private let folder: String

    init(catalog directory: String) {
        folder = "\(directory)/cairn/locks"
    }

    /// The most locks there may be: all are read to find one.
    private static let most = 10_000

    /// Every lock, in the order of paths.
    func all() -> [ArtifactLock] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.compactMap { read("\(folder)/\($0)") }.sorted { $0.path < $1.path }
    }

    /// Takes the lock, unless somebody has it.
    ///
    /// - Returns: The lock that there is now, which may be another's.
    func take(_ lock: ArtifactLock) throws(RegistryError) -> ArtifactLock {
        guard all().count < Self.most else {
            throw RegistryError(
                .tooMuch, "There are \(Self.most) locks already.",
                remedy: "Give some back with `git lfs unlock`.")
        }
        let file = file(lock.path)
        do {
            try writeOnce(try encodeJSON(lock), to: file, permissions: 0o600)
        } catch let error as StoreError {
            throw explain(error)
        } catch {
            throw RegistryError(any: error)
        }
        return read(file) ?? lock
    }

    /// Gives the lock back; it is no error if it is gone.
    func remove(_ lock: ArtifactLock) {
        try? FileManager.default.removeItem(atPath: file(lock.path))
    }

    private func file(_ path: String) -> String {
        "\(folder)/\(Digest(hashing: Array(path.utf8))).json"
    }

    private func read(_ file: String) -> ArtifactLock? {
        guard let bytes = FileManager.default.contents(atPath: file) else { return nil }
        return try? decodeJSON(ArtifactLock.self, from: Array(bytes), what: "a lock")
    }
}

import Artifacts
import Cryptography
import FoundationEssentials
import RegistryCore

/// The files of a registry's folder that are neither objects nor refs nor artifacts: settings,
/// hooks, keys, secrets, tokens, locks and logs.
///
/// Whatever is not known to be something else belongs to them, so that nothing new is forgotten.
struct RegistryFiles {
    let folder: String

    /// What lies in the backup in another form, or counts only where it is: the journal and the
    /// records of verified files name processes and inodes, the search index is made again, and
    /// whoever has brought an artifact can bring it again.
    private static let others: Set<String> = [
        "objects", "refs", "packed-refs", "logs", "lfs", "cairn/journal", "cairn/verified",
        "cairn/index", "cairn/proven", "FETCH_HEAD", "ORIG_HEAD",
    ]

    /// Each file by its path below the folder, in order.
    func paths() -> [String] { paths(in: "").sorted() }

    private func paths(in place: String) -> [String] {
        let names =
            (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(place)")) ?? []
        return names.flatMap { name in
            let path = place.isEmpty ? name : "\(place)/\(name)"
            guard !Self.others.contains(path), !isPassing(name) else { return [String]() }
            return switch type(of: path) {
            case .typeDirectory: paths(in: path)
            case .typeRegular: [path]
            default: []
            }
        }
    }

    /// Files that somebody holds, or is just writing.
    private func isPassing(_ name: String) -> Bool {
        [".lock", ".new", ".turn", ".sample"].contains(where: name.hasSuffix)
            || name.hasPrefix(".cairn-")
    }

    private func type(of path: String) -> FileAttributeType? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(path)")
        return attributes?[.type] as? FileAttributeType
    }

    /// Copies one to `target`; `nil` if it has gone meanwhile. They are small: the largest, a log,
    /// is turned over at 64 MiB.
    func copy(_ path: String, to target: String) throws(RegistryError) -> BackupManifest.File? {
        let source = "\(folder)/\(path)"
        guard let data = FileManager.default.contents(atPath: source),
            let attributes = try? FileManager.default.attributesOfItem(atPath: source),
            let mode = attributes[.posixPermissions] as? Int
        else {
            guard !FileManager.default.fileExists(atPath: source) else { throw unreadable(source) }
            return nil
        }
        // A line may just be being added to a log.
        let isLog = path.hasSuffix(".jsonl")
        let end = isLog ? data.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0 : data.count
        let file = BackupManifest.File(
            path: path, mode: UInt16(mode & 0o777), sha256: Digest(hashing: Array(data[..<end])))
        do {
            try writeDurably(Array(data[..<end]), to: target, permissions: file.mode)
        } catch {
            throw explain(error)
        }
        return file
    }

    private func unreadable(_ path: String) -> RegistryError {
        RegistryError(
            .storageFailed, "'\(path.printable)' can't be read.",
            remedy: "Run it as the account that owns the registry.")
    }
}

import Artifacts
import FoundationEssentials
import RegistryCore

/// What `add` staged for the next version of a model: `<git folder>/cairn/staged/<ns>/<name>`.
///
/// One line per file, `<hex> <size> <path>`, the last one of a path counting. Lines are only ever
/// appended, so two commands that add at once lose nothing. It remembers what Git's index can't:
/// that a file was staged although the last version has the same bytes in the same place.
struct StagingRecord {
    private let path: String

    /// More than a hundred thousand files' lines.
    private static let longest = 64 << 20

    init(of model: ModelName, in gitDirectory: String) {
        path = "\(gitDirectory)/cairn/staged/\(model)"
    }

    /// What was staged, and the bytes that say so.
    struct Contents {
        fileprivate var bytes: [UInt8] = []
        fileprivate(set) var artifacts: [ArtifactPath: Pointer] = [:]
    }

    /// Reads the record; empty where nothing is staged.
    func read() throws(RegistryError) -> Contents {
        let bytes = Array(FileManager.default.contents(atPath: path) ?? Data())
        guard bytes.count <= Self.longest else { throw damaged }
        var contents = Contents(bytes: bytes)
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 2)
            guard words.count == 3, let digest = Digest(parsing: words[0]),
                let size = Int64(words[1]), size >= 0, let path = ArtifactPath(parsing: words[2])
            else { throw damaged }
            contents.artifacts[path] = Pointer(digest: digest, size: size)
        }
        return contents
    }

    /// Notes more files.
    func append(_ artifacts: [ArtifactPath: Pointer]) throws(RegistryError) {
        let lines = artifacts.files.map { "\($0.sha256) \($0.size) \($0.path)\n" }
        do {
            try appendLine(Array(lines.joined().utf8), to: path, rotatingAt: .max)
        } catch {
            throw explain(error)
        }
    }

    /// Forgets what was read before, and keeps what has been appended since.
    func forget(_ contents: Contents) throws(RegistryError) {
        let bytes = Array(FileManager.default.contents(atPath: path) ?? Data())
        guard bytes.starts(with: contents.bytes) else { return }
        let later = Array(bytes.dropFirst(contents.bytes.count))
        guard !later.isEmpty else {
            try? FileManager.default.removeItem(atPath: path)
            return
        }
        do { try writeDurably(later, to: path) } catch {
            throw explain(error)
        }
    }

    private var damaged: RegistryError {
        RegistryError(
            .corrupt, "'\(path.printable)', which says what is staged, can't be read.",
            remedy: "Remove it, and run `cairn add` again.")
    }
}

import Artifacts
import FoundationEssentials
import RegistryCore

/// Where the files of a registry's index lie: `<catalog>/cairn/index/`.
///
/// A file is never replaced under its name, for SQLite keeps two more beside it, which would then
/// be taken for the new one's. A new index has a new name, and the file `current` says which
/// counts.
struct IndexFolder: Sendable {
    let path: String

    init(catalog directory: String) {
        path = "\(directory)/cairn/index"
    }

    /// The path of the index that counts; `nil` where there is none.
    var current: String? { currentName.map { "\(path)/\($0)" } }

    /// What the file of that index is called.
    var currentName: String? {
        guard let bytes = FileManager.default.contents(atPath: pointer) else { return nil }
        let name = String(decoding: bytes.prefix(64), as: UTF8.self).prefix { $0 != "\n" }
        let isOurs = name.utf8.allSatisfy { $0 != UInt8(ascii: "/") } && name.hasSuffix(".db")
        return isOurs ? String(name) : nil
    }

    private var pointer: String { "\(path)/current" }

    /// The right to build an index; `nil` while another process does.
    func turn() throws(RegistryError) -> Turn? {
        do { return try Turn.take(at: "\(path)/build.turn") } catch { throw explain(error) }
    }

    /// A path for a new index, in which nothing is yet. Only for whoever has the turn.
    func fresh() -> String {
        "\(path)/\(randomID()).db"
    }

    /// Has the finished index at `file` count from now on, and removes all others: who has one of
    /// them open goes on reading it. Only for whoever has the turn.
    func put(_ file: String) throws(RegistryError) {
        let name = String(file.dropFirst(path.count + 1))
        do { try writeDurably(Array("\(name)\n".utf8), to: pointer) } catch { throw explain(error) }
        removeAll(but: name)
    }

    /// Removes all files but those of one index. Only for whoever has the turn.
    func removeAll(but name: String?) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let kept = name.map { [$0, "\($0)-wal", "\($0)-shm"] } ?? []
        for other in names where other.contains(".db") && !kept.contains(other) {
            try? FileManager.default.removeItem(atPath: "\(path)/\(other)")
        }
    }

    /// How many bytes an index takes, with what SQLite keeps beside it.
    func size(of file: String) -> Int64 {
        ["", "-wal", "-shm"].reduce(0) { sum, suffix in
            let attributes = try? FileManager.default.attributesOfItem(atPath: file + suffix)
            return sum + (attributes?[.size] as? Int64 ?? 0)
        }
    }
}

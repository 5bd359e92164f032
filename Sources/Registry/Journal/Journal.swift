import Artifacts
import FoundationEssentials
import RegistryCore

/// The intents of pushes under way, one file each in `<catalog>/cairn/journal/`.
struct Journal: Sendable {
    let folder: String

    init(catalog directory: String) {
        folder = "\(directory)/cairn/journal"
    }

    /// Writes the intent so that not even a power cut loses it.
    func write(_ intent: Intent) throws(RegistryError) {
        let bytes = try encodeJSON(intent)
        do { try writeDurably(bytes, to: path(intent.id)) } catch { throw explain(error) }
    }

    /// Every intent, oldest first; a file that can't be read is left for `doctor`.
    func intents() -> [Intent] {
        names().compactMap(read)
    }

    /// The files that are no intents, though they should be.
    func unreadable() -> [String] {
        names().filter { name in
            read(name) == nil && FileManager.default.fileExists(atPath: "\(folder)/\(name)")
        }
    }

    private func names() -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".json") }.sorted()
    }

    private func read(_ name: String) -> Intent? {
        guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
            return nil
        }
        return try? decodeJSON(Intent.self, from: Array(bytes), what: name)
    }

    /// The intents whose push is over: killed in between, or not finished for another reason.
    func abandoned() -> [Intent] {
        intents().filter { !$0.process.isAlive }
    }

    /// Forgets an intent that has been finished or discarded.
    func remove(_ intent: Intent) {
        try? FileManager.default.removeItem(atPath: path(intent.id))
    }

    private func path(_ id: String) -> String { "\(folder)/\(id).json" }
}

import FoundationEssentials
import GRDB
package import RegistryCore

/// One file of the index, open: many may read while one writes.
///
/// It is never more than a cache: whatever goes wrong with it, Git has the truth.
package final class IndexFile: Sendable {
    /// Where it lies.
    package let path: String
    let database: any DatabaseWriter

    /// Who opens it.
    package enum Use: Sendable {
        /// A command or a hook, which asks one thing after another.
        case command
        /// A server, which asks several at a time.
        case server
    }

    /// Opens the index at `path`.
    ///
    /// - Throws: `IndexError`: `missing`, `otherFormat` or `damaged` where it has to be built anew.
    package init(opening path: String, for use: Use) throws {
        guard FileManager.default.fileExists(atPath: path) else { throw IndexError.missing }
        self.path = path
        database = try explaining { try connect(path, use) }
        try requireFormat()
    }

    /// Lends what reads rows, all of one moment.
    func read<Answer>(_ body: (Database) throws -> Answer) throws -> Answer {
        try explaining { try database.read(body) }
    }

    /// Lends what writes rows; nothing of it stays if `body` throws, or if the process dies.
    ///
    /// Waits for another writer, some seconds at the most.
    ///
    /// - Throws: `IndexError`, or what `body` throws.
    package func write<Answer>(_ body: (IndexWriter) throws -> Answer) throws -> Answer {
        try explaining { try database.write { try body(IndexWriter(database: $0)) } }
    }

    /// Which state of Git the rows show.
    package func state() throws -> IndexState {
        try read { try IndexWriter(database: $0).state() }
    }

    /// The commit of a stage's branch that the rows show; `nil` where they show none.
    package func tip(of stage: StageName, of model: ModelName) throws -> ObjectID? {
        try read { try IndexWriter(database: $0).tip(of: stage, of: model) }
    }

    /// Every stage of every model that the rows show.
    package func stages() throws -> [(stage: StageName, model: ModelName)] {
        try read { try IndexWriter(database: $0).stages() }
    }

    /// What SQLite finds broken in the file; empty if nothing is. Reads all of it.
    package func faults() throws -> [String] {
        try read { try String.fetchAll($0, sql: "PRAGMA quick_check(10)") }.filter { $0 != "ok" }
    }

    private func requireFormat() throws {
        let found = try read { database in
            try ["application_id", "user_version"].map { name in
                try Int.fetchOne(database, sql: "PRAGMA \(name)") ?? 0
            }
        }
        guard found == [SearchSchema.application, SearchSchema.format] else {
            throw IndexError.otherFormat
        }
    }
}

/// For how long another writer is waited for, in seconds: a push takes milliseconds.
private let patience = 10.0

private func connect(_ path: String, _ use: IndexFile.Use) throws -> any DatabaseWriter {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    configuration.busyMode = .timeout(patience)
    configuration.maximumReaderCount = 4
    // In KiB. A question about some thousand rows, one here and one there, passes 20 MiB of pages,
    // and a server is asked many of them.
    let cache = use == .server ? 40_960 : 16_384
    configuration.prepareDatabase { database in
        // A power cut may lose the newest rows, which whoever opens it next brings again.
        try database.execute(
            sql: """
                PRAGMA synchronous = NORMAL;
                PRAGMA secure_delete = OFF;
                PRAGMA cache_size = -\(cache);
                """)
    }
    return switch use {
    case .command: try DatabaseQueue(path: path, configuration: configuration)
    case .server: try DatabasePool(path: path, configuration: configuration)
    }
}

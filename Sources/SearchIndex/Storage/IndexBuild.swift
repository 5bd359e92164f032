import GRDB

/// An index on its way: rows first, then what finds them, all in one transaction and without a
/// journal, for nobody reads a file that is not finished.
package final class IndexBuild {
    private let database: DatabaseQueue

    /// Begins an index at `path`, where no file may be.
    package init(at path: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.allowsUnsafeTransactions = true
        database = try explaining { try DatabaseQueue(path: path, configuration: configuration) }
        try execute(
            """
            PRAGMA application_id = \(SearchSchema.application);
            PRAGMA user_version = \(SearchSchema.format);
            PRAGMA journal_mode = OFF;
            PRAGMA synchronous = OFF;
            PRAGMA secure_delete = OFF;
            PRAGMA locking_mode = EXCLUSIVE;
            PRAGMA cache_size = -65536;
            BEGIN;
            """)
        try execute(SearchSchema.tables)
        try execute("INSERT INTO state (id, commits) VALUES (0, 0)")
    }

    /// Lends what writes rows.
    package func write<Answer>(_ body: (IndexWriter) throws -> Answer) throws -> Answer {
        try explaining {
            try database.writeWithoutTransaction { try body(IndexWriter(database: $0)) }
        }
    }

    /// Sorts what is there, so that it can be found.
    package func createIndexes() throws {
        try execute(SearchSchema.versionIndexes)
    }

    /// Ends it: every byte is on the disk.
    package func finish() throws {
        // The change of mode writes a page and syncs the file, and with it all that came before.
        try execute(
            """
            COMMIT;
            PRAGMA locking_mode = NORMAL;
            PRAGMA synchronous = FULL;
            PRAGMA journal_mode = WAL;
            """)
        try explaining { try database.close() }
    }

    private func execute(_ sql: String) throws {
        try explaining { try database.writeWithoutTransaction { try $0.execute(sql: sql) } }
    }
}

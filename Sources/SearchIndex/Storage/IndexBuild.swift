import GRDB
package import RegistryCore

/// An index on its way: rows first, then what finds them, all in one transaction and without a
/// journal, for nobody reads a file that is not finished.
package final class IndexBuild {
    private let database: DatabaseQueue
    private var models: [ModelName: Known] = [:]

    /// What is written of a model when all its versions are there.
    private struct Known {
        let id: Int64
        var latest: (place: Int64, number: VersionNumber)?
        var updated: Int64
        /// When annotations changed last, of those that did after their version came.
        var annotated: [VersionNumber: Int64] = [:]

        /// The number of the newest version; 0 without one.
        var newest: Int { latest?.number.value ?? 0 }
    }

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
            PRAGMA cache_size = -32768;
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

    /// Adds what one commit of `main` brought; commits come in their order.
    package func add(_ changes: [IndexedChange], date: Int64) throws {
        try write { writer in
            for change in changes { try add(change, date: date, writer) }
        }
    }

    private func add(_ change: IndexedChange, date: Int64, _ writer: IndexWriter) throws {
        var known =
            try models[change.model]
            ?? Known(id: try writer.ensure(change.model), latest: nil, updated: date)
        known.updated = date
        if let version = change.version, version.number.value > known.newest {
            known.latest = (version.place, version.number)
            known.annotated[version.number] = nil
            try writer.add(version, of: known.id)
        }
        for number in change.annotated where number.value <= known.newest {
            known.annotated[number] = date
        }
        models[change.model] = known
    }

    /// Ends the versions: sorts them, so that they can be found.
    package func createIndexes() throws {
        try execute(SearchSchema.versionIndexes)
    }

    /// Adds what `main` says of a model and of its versions now.
    package func describe(
        _ model: IndexedModel, _ remarks: [VersionNumber: IndexedRemarks]
    ) throws {
        try write { writer in
            let known = models[model.name]
            try writer.put(model, date: known?.updated ?? 0)
            // One whose file has gone has changed, too.
            for number in Set(remarks.keys).union((known?.annotated ?? [:]).keys) {
                try writer.put(
                    remarks[number] ?? .none, on: number, of: model.name,
                    date: known?.annotated[number])
            }
        }
    }

    /// Ends it, showing `state`: every byte is on the disk.
    package func finish(_ state: IndexState = IndexState()) throws {
        try write { writer in
            for known in models.values {
                try writer.set(known.latest?.place, updated: known.updated, of: known.id)
            }
            try writer.set(state)
        }
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

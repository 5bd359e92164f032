import FoundationEssentials
import GRDB
import RegistryCore

/// Writes rows, within one transaction of an `IndexFile` or an `IndexBuild`.
package struct IndexWriter {
    let database: Database

    /// Which state of Git the rows show.
    package func state() throws -> IndexState {
        let row = try Row.fetchOne(database, sql: "SELECT main, commits, log FROM state")
        guard let row else { return IndexState() }
        let main = ObjectID(stored: row["main"]).map { commit in
            IndexState.MainPlace(commit: commit, place: row["commits"] - 1)
        }
        return IndexState(main: main, log: ObjectID(stored: row["log"]))
    }

    /// Says which state of Git the rows show from now on.
    package func set(_ state: IndexState) throws {
        try run(
            "UPDATE state SET main = ?, commits = ?, log = ?",
            [state.main?.commit.stored, state.main.map { $0.place + 1 } ?? 0, state.log?.stored])
    }

    /// Runs a statement that is compiled once for the connection.
    func run(_ sql: String, _ arguments: StatementArguments) throws {
        try database.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    /// The one number that a statement answers; `nil` if it answers with no row, or with NULL.
    func number(_ sql: String, _ arguments: StatementArguments) throws -> Int64? {
        try Int64.fetchOne(try database.cachedStatement(sql: sql), arguments: arguments)
    }
}

extension ObjectID {
    /// The name as a column has it.
    var stored: Data { Data(rawBytes) }

    /// The name in a column; `nil` of NULL.
    init?(stored: Data?) {
        guard let stored, stored.count == 20 else { return nil }
        self.init(rawBytes: Array(stored))
    }
}

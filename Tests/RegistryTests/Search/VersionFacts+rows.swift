import GRDB
import RegistryCore
import Testing

@testable import SearchIndex

extension IndexFile {
    /// What rows say of every version.
    func facts() throws -> [VersionFacts] {
        try read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT versions.*, models.name AS model_name FROM versions
                    JOIN models ON models.id = versions.model
                    """)
            return try rows.map { try VersionFacts($0, database) }
                .sorted { $0.reference < $1.reference }
        }
    }
}

extension VersionFacts {
    fileprivate init(_ row: Row, _ database: Database) throws {
        let (id, model): (Int64, Int64) = (row["id"], row["model"])
        let number: Int = row["number"]
        let name: String = row["model_name"]
        func texts(_ sql: String, _ arguments: StatementArguments) throws -> [String] {
            try String.fetchAll(database, sql: sql, arguments: arguments)
        }
        func metric(_ name: String) throws -> Double? {
            try Double.fetchOne(
                database, sql: "SELECT value FROM metrics WHERE version = ? AND name = ?",
                arguments: [id, name])
        }
        self.init(
            reference: "\(name)@v\(number)",
            commit: try #require(ObjectID(stored: row["commit_id"])),
            state: row["state"], author: row["author"], framework: row["framework"],
            code: row["code"], auc: try metric("auc"), late: try metric("late"),
            depth: try texts(
                "SELECT value FROM params WHERE version = ? AND name = 'depth'", [id]
            ).first,
            datasets: try texts(
                "SELECT name FROM datasets WHERE version = ? AND is_input ORDER BY position", [id]),
            bases: try texts(
                "SELECT reference FROM bases WHERE version = ? ORDER BY position", [id]),
            stages: try texts(
                "SELECT stage FROM stages WHERE model = ? AND number = ? ORDER BY stage",
                [model, number]),
            owners: try texts("SELECT owner FROM owners WHERE model = ? ORDER BY owner", [model]))
    }
}

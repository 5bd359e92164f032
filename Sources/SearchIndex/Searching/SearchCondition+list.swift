import GRDB
import RegistryCore

extension SearchCondition {
    /// A `SELECT` of the ids of all versions that may pass the condition, found by its value; it
    /// may tell of one twice, and of some that do not pass.
    var list: SQL {
        switch field.storage(for: test) {
        case .version(let column):
            "SELECT r.id FROM versions r WHERE \(test.holds(of: "r.\(column)"))"
        case .model(let column): versions(of: "models", by: "id", column)
        case .modelRows(let table, let column): versions(of: table, by: "model", column)
        case .pointers(let table, let column):
            """
            SELECT x.id FROM \(sql: table) r
            CROSS JOIN versions x ON x.model = r.model AND x.number = r.number
            WHERE \(test.holds(of: "r.\(column)"))
            """
        case .versionRows(let table, let column, let keyColumn):
            """
            SELECT r.version FROM \(sql: table) r
            WHERE \(test.holds(of: "r.\(column)"))\(keyTest(keyColumn))
            """
        case .tags:
            """
            SELECT r.version FROM version_tags r
            WHERE r.key = \(key) AND \(test.holds(of: "r.value"))
            UNION ALL
            SELECT x.id FROM model_tags r CROSS JOIN versions x ON x.model = r.model
            WHERE r.key = \(key) AND \(test.holds(of: "r.value"))
            """
        case .bases:
            """
            SELECT r.version FROM bases r WHERE \(test.holds(of: "r.reference"))
            UNION ALL SELECT r.version FROM bases r WHERE \(test.holds(of: "r.name"))
            """
        case .latest: "SELECT latest FROM models WHERE latest IS NOT NULL"
        }
    }

    private func versions(of table: String, by model: String, _ column: String) -> SQL {
        """
        SELECT x.id FROM \(sql: table) r CROSS JOIN versions x ON x.model = r.\(sql: model)
        WHERE \(test.holds(of: "r.\(column)"))
        """
    }
}

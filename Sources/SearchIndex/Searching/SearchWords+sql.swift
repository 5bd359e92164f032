import GRDB
import RegistryCore

extension SearchWords {
    /// Whether the words stand in the text of the row `v` of `versions`, or of its model.
    ///
    /// - Parameter isListed: Whether all texts with the words are found once, and not each row's
    ///   looked up: that costs FTS5 as much as listing a hundred.
    func predicate(isListed: Bool) -> SQL {
        isListed
            ? """
            (v.id IN (SELECT rowid FROM version_text WHERE version_text MATCH \(pattern))
            OR v.model IN (SELECT rowid FROM model_text WHERE model_text MATCH \(pattern)))
            """
            : """
            (EXISTS (SELECT 1 FROM version_text
                WHERE version_text MATCH \(pattern) AND rowid = v.id)
            OR EXISTS (SELECT 1 FROM model_text
                WHERE model_text MATCH \(pattern) AND rowid = v.model))
            """
    }

    /// Whether the words stand in `most` texts or fewer.
    func areRare(_ most: Int, in database: Database) throws -> Bool {
        let request: SQLRequest<Int> = """
            SELECT count(*) FROM (
                SELECT 1 FROM version_text WHERE version_text MATCH \(pattern)
                UNION ALL SELECT 1 FROM model_text WHERE model_text MATCH \(pattern)
                LIMIT \(most + 1)
            )
            """
        return try request.fetchOne(database).map { $0 <= most } ?? true
    }

    /// A `SELECT` of the ids of all versions in whose text, or whose model's, the words stand; it
    /// may tell of one twice.
    var list: SQL {
        """
        SELECT rowid FROM version_text WHERE version_text MATCH \(pattern)
        UNION ALL
        SELECT x.id FROM model_text t CROSS JOIN versions x ON x.model = t.rowid
        WHERE model_text MATCH \(pattern)
        """
    }

    /// The words as FTS5 wants them: a string between quotation marks is never an operator
    /// (https://www.sqlite.org/fts5.html §3.1).
    private var pattern: String {
        "\"" + text.replacing("\"", with: "\"\"") + "\"" + (isPrefix ? "*" : "")
    }
}

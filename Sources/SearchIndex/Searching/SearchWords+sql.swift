import GRDB
import RegistryCore

extension SearchWords {
    /// Whether the words stand in the text of the row `v` of `versions`, or of its model.
    ///
    /// - Parameter listing: Of which texts with the words there is to be a list, made once: to look
    ///   up one row's text costs FTS5 as much as listing a hundred.
    func predicate(_ listing: Listing) -> SQL {
        let version: SQL =
            switch listing.versions {
            case .all: "v.id IN (\(list(of: "version_text")))"
            case .between(let first, let last):
                """
                v.id IN (\(list(of: "version_text")) AND rowid BETWEEN \(first) AND \(last))
                """
            case .none: "EXISTS (\(list(of: "version_text")) AND rowid = v.id)"
            }
        let model: SQL =
            listing.hasModels
            ? "v.model IN (\(list(of: "model_text")))"
            : "EXISTS (\(list(of: "model_text")) AND rowid = v.model)"
        return "(\(version) OR \(model))"
    }

    /// The texts in which words are found before any row is looked at.
    struct Listing {
        enum Versions {
            case all
            /// Those of the versions in this stretch; the statement is to tell of no others.
            case between(Int64, Int64)
            case none
        }

        var versions: Versions
        var hasModels: Bool

        static let everything = Listing(versions: .all, hasModels: true)
        static let nothing = Listing(versions: .none, hasModels: false)
    }

    /// Whether the words stand in `most` texts of versions, or of models, or in fewer.
    func areRare(in table: Table, _ most: Int, _ database: Database) throws -> Bool {
        let request: SQLRequest<Int> = """
            SELECT count(*) FROM (\(list(of: table.rawValue)) LIMIT \(most + 1))
            """
        return try request.fetchOne(database).map { $0 <= most } ?? true
    }

    enum Table: String {
        case versions = "version_text"
        case models = "model_text"
    }

    private func list(of table: String) -> SQL {
        "SELECT rowid FROM \(sql: table) WHERE \(sql: table) MATCH \(pattern)"
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

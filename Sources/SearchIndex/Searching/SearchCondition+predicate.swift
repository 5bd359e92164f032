import GRDB
import RegistryCore

extension SearchCondition {
    /// Whether the condition holds of the row `v` of `versions`, looked up by its version or model.
    ///
    /// A plus before a column keeps SQLite from finding rows by its value: that is what `list` is
    /// for, and how many rows there are, SQLite does not know.
    var predicate: SQL {
        switch field.storage(for: test) {
        case .version(let column):
            test.holds(of: "v.\(column)")
        case .model(let column): one("models r", where: "r.id = v.model", column)
        case .modelRows(let table, let column):
            one("\(table) r", where: "r.model = v.model", column)
        case .pointers(let table, let column):
            one("\(table) r", where: "r.model = v.model AND r.number = v.number", column)
        case .versionRows(let table, let column, let keyColumn):
            one("\(table) r", where: "r.version = v.id\(keyTest(keyColumn))", column)
        case .tags: tagPredicate
        case .bases: "(\(base("reference")) OR \(base("name")))"
        case .latest: "v.id = (SELECT latest FROM models r WHERE r.id = v.model)"
        }
    }

    private func one(_ table: String, where place: SQL, _ column: String) -> SQL {
        "EXISTS (SELECT 1 FROM \(sql: table) WHERE \(place) AND \(test.holds(of: "+r.\(column)")))"
    }

    private func base(_ column: String) -> SQL {
        one("bases r", where: "r.version = v.id", column)
    }

    /// The version's own tag hides that of its model.
    private var tagPredicate: SQL {
        """
        EXISTS (
            SELECT 1 FROM (
                SELECT coalesce(
                    (SELECT value FROM version_tags r WHERE r.version = v.id AND r.key = \(key)),
                    (SELECT value FROM model_tags r WHERE r.model = v.model AND r.key = \(key))
                ) AS value
            ) WHERE \(test.holds(of: "value"))
        )
        """
    }

    /// That a row has the condition's key, where its table has a column for one.
    func keyTest(_ column: String?) -> SQL {
        column.map { " AND r.\(sql: $0) = \(key)" } ?? ""
    }
}

extension SearchCondition.Test {
    /// Whether it holds of a column's value; NULL never passes.
    func holds(of column: String) -> SQL {
        switch self {
        case .present: "\(sql: column) IS NOT NULL"
        case .equals(let text): "\(sql: column) = \(text)"
        case .begins(let text):
            // No text goes on with U+10FFFF, which is no character and never will be.
            "(\(sql: column) >= \(text) AND \(sql: column) < \(text + "\u{10FFFF}"))"
        case .number(let comparison, let number):
            "\(sql: column) \(sql: comparison.operation) \(number)"
        case .date(let comparison, let date):
            range(of: column, date.seconds(comparison))
        }
    }

    private func range(of column: String, _ seconds: Range<Int64>) -> SQL {
        """
        (\(sql: column) >= \(seconds.lowerBound) AND \(sql: column) < \(seconds.upperBound))
        """
    }
}

extension SearchCondition.Comparison {
    fileprivate var operation: String { self == .equal ? "=" : rawValue }
}

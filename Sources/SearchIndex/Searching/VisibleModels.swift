import GRDB
import RegistryCore

/// Which models may be told of.
///
/// It is part of every statement that answers somebody, and never a look at its rows: what may not
/// be seen has then been neither counted nor sorted, and has taken nobody's place on a page.
struct VisibleModels {
    /// The namespaces as a JSON array, one bound value however many they are; `nil`: all.
    private let namespaces: String?

    init(of namespaces: Set<Namespace>?) {
        self.namespaces = namespaces.map { namespaces in
            "[" + namespaces.sorted().map { "\"\($0)\"" }.joined(separator: ",") + "]"
        }
    }

    /// Whether the row of `models` of that name in the statement is one of them.
    func contains(_ row: String) -> SQL {
        guard let namespaces else { return "TRUE" }
        return "+\(sql: row).namespace IN (SELECT value FROM json_each(\(namespaces)))"
    }

    /// Whether the row `v` of `versions` is of one of them.
    var predicate: SQL? {
        namespaces.map { _ in
            "EXISTS (SELECT 1 FROM models r WHERE r.id = v.model AND \(contains("r")))"
        }
    }

    /// A `SELECT` of the ids of all their versions; `nil` where all may be seen.
    var list: SQL? {
        namespaces.map { namespaces in
            """
            SELECT x.id FROM json_each(\(namespaces)) n
            CROSS JOIN models r ON r.namespace = n.value
            CROSS JOIN versions x ON x.model = r.id
            """
        }
    }
}

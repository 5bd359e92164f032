import GRDB
import RegistryCore

/// The tables that an order's rows come from: walked in that order, or starting from candidates.
///
/// Which index SQLite uses is said for each, since it would find rows by whatever condition seems
/// rare to it, and sort all of them.
struct SearchSource {
    /// What follows `FROM`; the row of `versions` is `v`.
    let tables: SQL
    /// What is compared first, and what decides between equals.
    let key: String, tie: String
    /// What holds of every row besides.
    var condition: SQL = "TRUE"

    init(_ key: SearchOrder.Key, isWalk: Bool) {
        switch key {
        case .updated: self.init(versionsBy: "updated", isWalk)
        case .created: self.init(versionsBy: "created", isWalk)
        case .name: self.init(byName: isWalk)
        case .metric(let name): self.init(byMetric: name, isWalk)
        }
    }

    private init(versionsBy column: String, _ isWalk: Bool) {
        tables =
            isWalk
            ? "versions v INDEXED BY versions_by_\(sql: column)" : "versions v NOT INDEXED"
        key = "v.\(column)"
        tie = "v.id"
    }

    private init(byName isWalk: Bool) {
        tables =
            isWalk
            ? """
            models n INDEXED BY models_by_name
            CROSS JOIN versions v INDEXED BY versions_by_number ON v.model = n.id
            """ : "versions v NOT INDEXED CROSS JOIN models n ON n.id = v.model"
        key = "n.name"
        tie = "v.number"
    }

    private init(byMetric name: String, _ isWalk: Bool) {
        tables =
            isWalk
            ? """
            metrics k INDEXED BY versions_by_metric
            CROSS JOIN versions v NOT INDEXED ON v.id = k.version
            """ : "versions v NOT INDEXED CROSS JOIN metrics k ON k.version = v.id"
        key = "k.value"
        tie = "k.version"
        condition = "k.name = \(name)"
    }

    /// The versions that lack a metric, by their place on `main`.
    init(without metric: String) {
        tables = "versions v NOT INDEXED"
        key = "NULL"
        tie = "v.id"
        condition = """
            NOT EXISTS (SELECT 1 FROM metrics k WHERE k.version = v.id AND k.name = \(metric))
            """
    }
}

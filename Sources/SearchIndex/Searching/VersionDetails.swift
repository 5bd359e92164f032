import FoundationEssentials
import GRDB
import RegistryCore

/// Reads what is told of a version that was found.
struct VersionDetails {
    private let database: Database
    /// The metrics to tell.
    private let metrics: [String]

    init(of request: SearchRequest, in database: Database) {
        self.database = database
        var names = request.query.root?.metrics ?? []
        if case .metric(let name) = request.order.key { names.insert(name) }
        metrics = names.sorted()
    }

    /// The version whose commit is at `place` on `main`.
    ///
    /// - Throws: `IndexError.damaged` where rows contradict each other.
    func version(_ place: Int64) throws -> FoundVersion {
        guard let row = try Row.fetchOne(statement(Self.main), arguments: [place]),
            let model = ModelName(parsing: row["name"] as String),
            let commit = ObjectID(stored: row["commit_id"]),
            let state = Annotations.State(rawValue: row["state"])
        else { throw IndexError.damaged("the version \(place) has no model, commit or state") }
        var found = FoundVersion(
            model: model, version: VersionNumber(row["number"]), commit: commit,
            created: date(row["created"]), updated: date(row["updated"]))
        found.state = state
        found.isLatest = row["latest"] == place
        found.stages = try texts(Self.stages, row).compactMap { StageName(parsing: $0) }
        found.aliases = try texts(Self.aliases, row).compactMap { AliasName(parsing: $0) }
        found.author = row["author"]
        found.framework = row["framework"]
        found.task = row["task"]
        found.license = row["license"]
        found.risk = (row["risk"] as String?).flatMap(Risk.init(rawValue:))
        found.description = row["description"]
        found.metrics = try values(of: place)
        return found
    }

    private static let main = """
        SELECT m.name, m.latest, m.task, m.license, m.risk, v.model, v.number, v.commit_id,
            v.created, v.updated, v.state, v.author, v.framework,
            coalesce((SELECT description FROM version_text WHERE rowid = v.id), m.description)
                AS description
        FROM versions v JOIN models m ON m.id = v.model WHERE v.id = ?
        """
    private static let stages = """
        SELECT stage FROM stages WHERE model = ? AND number = ? ORDER BY stage
        """
    private static let aliases = """
        SELECT alias FROM aliases WHERE model = ? AND number = ? ORDER BY alias
        """

    private func texts(_ sql: String, _ row: Row) throws -> [String] {
        let arguments: StatementArguments = [row["model"] as Int64, row["number"] as Int64]
        return try String.fetchAll(statement(sql), arguments: arguments)
    }

    private func values(of place: Int64) throws -> [String: Double] {
        var values: [String: Double] = [:]
        let statement = try statement("SELECT value FROM metrics WHERE version = ? AND name = ?")
        for name in metrics {
            values[name] = try Double.fetchOne(statement, arguments: [place, name])
        }
        return values
    }

    private func statement(_ sql: String) throws -> Statement {
        try database.cachedStatement(sql: sql)
    }

    private func date(_ seconds: Int64) -> Date { Date(timeIntervalSince1970: Double(seconds)) }
}

extension SearchExpression {
    /// The names of the metrics that it compares.
    fileprivate var metrics: Set<String> {
        switch self {
        case .condition(let condition):
            condition.field == .metric ? Set([condition.key].compactMap(\.self)) : []
        case .words: []
        case .not(let part): part.metrics
        case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.metrics) }
        }
    }
}

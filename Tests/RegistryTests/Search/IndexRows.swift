import GRDB
import RegistryCore
import Testing

@testable import SearchIndex

/// All that an index says, without the numbers that another index may have otherwise.
struct IndexRows: Equatable {
    let lines: [String]

    init(of file: IndexFile) throws {
        lines = try file.read { database in
            try Self.queries.flatMap { query in
                try Row.fetchAll(database, sql: query).map { "\($0)" }.sorted()
            }
        }
    }

    /// The lines that only one of two has, to say what differs.
    func difference(from other: IndexRows) -> [String] {
        let (ours, theirs) = (Set(lines), Set(other.lines))
        return ours.subtracting(theirs).sorted().map { "+ \($0)" }
            + theirs.subtracting(ours).sorted().map { "- \($0)" }
    }

    private static let models = "JOIN models ON models.id = model"
    private static let queries =
        [
            "SELECT hex(main), commits, hex(log) FROM state",
            """
            SELECT name, namespace, description, task, license, risk, latest, updated FROM models
            """,
            "SELECT name, owner FROM owners \(models)",
            "SELECT name, key, value FROM model_tags \(models)",
            "SELECT name, alias, number FROM aliases \(models)",
            "SELECT name, versions.* FROM versions \(models)"
                .replacing("versions.*", with: versionColumns),
            """
            SELECT name, stage, number, hex(tip) FROM stages \(models)
            """,
            """
            SELECT name, stage, position, hex(commit_id), at, claimed, kind, number, previous,
                person FROM deployments \(models)
            """,
            "SELECT models.name, t.* FROM model_text AS t JOIN models ON models.id = t.rowid",
            "SELECT rowid, * FROM version_text",
        ]
        + ["metrics", "params", "version_tags", "datasets", "bases"].map { "SELECT * FROM \($0)" }

    private static let versionColumns = """
        versions.id, number, hex(commit_id), created, versions.updated, state, author, framework,
        framework_version, algorithm, format, repository, code, run, experiment
        """
}

import FoundationEssentials
import GRDB
import RegistryCore

/// Single steps of lineage, as records have them.
struct LineageSteps {
    let database: Database
    let models: VisibleModels
    let limit: Int

    /// What a version's record says it was made from: its bases, then its data sets.
    func origins(of number: VersionNumber, of model: ModelName) throws -> [LineageNode] {
        guard let place = try place(of: number, of: model) else { return [] }
        let bases = try rows(
            "SELECT * FROM bases WHERE version = \(place) ORDER BY position LIMIT \(limit)")
        let datasets = try rows(
            """
            SELECT * FROM datasets WHERE version = \(place) AND is_input
            ORDER BY position LIMIT \(limit)
            """)
        let nodes =
            try bases.map { LineageNode(try subject(ofBase: $0), role: "base") }
            + datasets.map { row in
                LineageNode(
                    .dataset(row["name"]), role: row["role"], edition: row["edition"],
                    digest: row["digest"])
            }
        return Array(nodes.prefix(limit))
    }

    /// The versions whose records name a version of this registry as their base.
    func versions(madeFrom number: VersionNumber, of model: ModelName) throws -> [LineageNode] {
        guard let commit = try commit(of: number, of: model) else { return [] }
        return try versions(
            """
            SELECT b.version AS id, 'base' AS role FROM bases b
            WHERE b.name = \(model.description) AND b.scheme = ''
                AND (b.number = \(number.value) OR b.reference = \("\(model)@\(commit)"))
            """)
    }

    /// The versions whose records list a data set of that name.
    func versions(madeFromDataset name: String) throws -> [LineageNode] {
        try versions(
            "SELECT version AS id, role FROM datasets WHERE name = \(name) AND is_input")
    }

    /// The versions whose records name that as their base, with or without what follows its `@`.
    func versions(madeFrom reference: String) throws -> [LineageNode] {
        let base = IndexedBase(reference)
        return try versions(
            """
            SELECT version AS id, 'base' AS role FROM bases WHERE reference = \(reference)
            UNION SELECT version, 'base' FROM bases
            WHERE name = \(base.name) AND scheme = \(base.scheme)
                AND \(base.reference.contains("@")) = FALSE
            """)
    }

    /// The versions in a list of ids and roles, each once, in the order in which they were made.
    private func versions(_ list: SQL) throws -> [LineageNode] {
        let found = try rows(
            """
            SELECT m.name, v.number, min(l.role) AS role
            FROM (\(list)) l JOIN versions v ON v.id = l.id JOIN models m ON m.id = v.model
            WHERE \(models.contains("m"))
            GROUP BY v.id ORDER BY v.id LIMIT \(limit)
            """)
        return found.compactMap { row in
            ModelName(parsing: row["name"] as String).map {
                LineageNode(.version($0, VersionNumber(row["number"])), role: row["role"])
            }
        }
    }

    /// A version of this registry if the base is one, and else what the record says.
    private func subject(ofBase row: Row) throws -> LineageSubject {
        let reference: String = row["reference"]
        guard row["scheme"] as String == "", let model = ModelName(parsing: row["name"] as String)
        else { return .elsewhere(reference) }
        if let number = row["number"] as Int?,
            try place(of: VersionNumber(number), of: model) != nil
        {
            return .version(model, VersionNumber(number))
        }
        let number = try ObjectID(parsing: String(reference.drop { $0 != "@" }.dropFirst()))
            .flatMap { try version(of: model, at: $0) }
        return number.map { .version(model, $0) } ?? .elsewhere(reference)
    }

    private func version(of model: ModelName, at commit: ObjectID) throws -> VersionNumber? {
        let number: Int? = try value(
            of: model, "SELECT v.number", "v.commit_id = \(commit.stored)")
        return number.map { VersionNumber($0) }
    }

    private func place(of number: VersionNumber, of model: ModelName) throws -> Int64? {
        try value(of: model, "SELECT v.id", "v.number = \(number.value)")
    }

    private func commit(of number: VersionNumber, of model: ModelName) throws -> ObjectID? {
        let commit: Data? = try value(
            of: model, "SELECT v.commit_id", "v.number = \(number.value)")
        return commit.flatMap { ObjectID(stored: $0) }
    }

    /// What is selected of one version of a model; `nil` if it is not there to be seen.
    private func value<Value: DatabaseValueConvertible>(
        of model: ModelName, _ selection: SQL, _ condition: SQL
    ) throws -> Value? {
        let request: SQLRequest<Value> = """
            \(selection) FROM models m JOIN versions v ON v.model = m.id
            WHERE m.name = \(model.description) AND \(condition) AND \(models.contains("m"))
            """
        return try request.fetchOne(database)
    }

    private func rows(_ sql: SQL) throws -> [Row] {
        try SQLRequest<Row>(literal: sql).fetchAll(database)
    }
}

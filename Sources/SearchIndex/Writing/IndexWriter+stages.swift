import FoundationEssentials
import GRDB
package import RegistryCore

extension IndexWriter {
    /// Says what a stage shows of a model.
    ///
    /// - Parameters:
    ///   - tip: The commit that its branch points to.
    ///   - number: `nil` after a retirement, and before a promotion.
    package func put(
        _ stage: StageName, of model: ModelName, showing number: VersionNumber?, tip: ObjectID
    ) throws {
        try run(
            "INSERT OR REPLACE INTO stages VALUES (?, ?, ?, ?)",
            ["\(stage)", try ensure(model), number?.value, tip.stored])
    }

    /// Puts `deployments` in place of those of the stage that come after `position`.
    package func put(
        _ deployments: [IndexedDeployment], after position: Int64, in stage: StageName,
        of model: ModelName
    ) throws {
        let model = try ensure(model)
        try run(
            "DELETE FROM deployments WHERE model = ? AND stage = ? AND position > ?",
            [model, "\(stage)", position])
        for deployment in deployments {
            try run(
                "INSERT INTO deployments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    model, "\(stage)", deployment.position, deployment.commit.stored,
                    deployment.at, deployment.isClaimed, deployment.kind.rawValue,
                    deployment.number?.value, deployment.previous?.value, deployment.person,
                ])
        }
    }

    /// The newest deployment of a stage that needs no second look: the registry has told when it
    /// received it, and all before it. `nil` where there is none.
    package func settled(
        _ stage: StageName, of model: ModelName
    ) throws -> SettledDeployment? {
        guard let model = try id(of: model) else { return nil }
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT position, commit_id, number FROM deployments
                WHERE model = :model AND stage = :stage AND position < coalesce(
                    (SELECT min(position) FROM deployments
                     WHERE model = :model AND stage = :stage AND claimed = 1), 1 << 62)
                ORDER BY position DESC LIMIT 1
                """, arguments: ["model": model, "stage": "\(stage)"])
        guard let row, let commit = ObjectID(stored: row["commit_id"]) else { return nil }
        let number: Int? = row["number"]
        return SettledDeployment(
            position: row["position"], commit: commit, number: number.map(VersionNumber.init))
    }

    /// Forgets a stage whose branch is gone.
    package func remove(_ stage: StageName, of model: ModelName) throws {
        guard let model = try id(of: model) else { return }
        for table in ["stages", "deployments"] {
            try run("DELETE FROM \(table) WHERE model = ? AND stage = ?", [model, "\(stage)"])
        }
    }

    /// The commit of a stage's branch that the rows show; `nil` where they show none.
    package func tip(of stage: StageName, of model: ModelName) throws -> ObjectID? {
        guard let model = try id(of: model) else { return nil }
        let statement = try database.cachedStatement(
            sql: "SELECT tip FROM stages WHERE stage = ? AND model = ?")
        return ObjectID(
            stored: try Data.fetchOne(statement, arguments: ["\(stage)", model]))
    }

    /// Every stage of every model that the rows show.
    package func stages() throws -> [(stage: StageName, model: ModelName)] {
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT stage, name FROM stages JOIN models ON models.id = stages.model")
        return rows.compactMap { row in
            guard let stage = StageName(parsing: row["stage"] as String),
                let model = ModelName(parsing: row["name"] as String)
            else { return nil }
            return (stage, model)
        }
    }

    /// The versions that a stage showed up to a position.
    package func shown(
        in stage: StageName, of model: ModelName, upTo position: Int64
    ) throws -> [VersionNumber] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT number FROM deployments
                WHERE model = ? AND stage = ? AND position <= ? AND number IS NOT NULL
                ORDER BY position
                """)
        guard let model = try id(of: model) else { return [] }
        return try Int.fetchAll(statement, arguments: [model, "\(stage)", position])
            .map(VersionNumber.init)
    }
}

import Git
import RegistryCore
import SearchIndex

@testable import Registry

/// What is to be said of every version, found by asking the catalog for one version after another,
/// as `show` does.
struct GitScan {
    let catalog: Catalog

    func facts() throws -> [VersionFacts] {
        let snapshot = try catalog.snapshot()
        return try catalog.models(in: snapshot.tree).flatMap { model in
            try catalog.versionCommits(of: model, on: snapshot.commit).compactMap { number, _ in
                try facts(model, number, snapshot)
            }
        }.sorted { $0.reference < $1.reference }
    }

    private func facts(
        _ model: ModelName, _ number: VersionNumber, _ snapshot: Snapshot
    ) throws -> VersionFacts? {
        guard let version = try catalog.version(number, of: model, on: snapshot.commit) else {
            return nil
        }
        let record = version.manifest
        let annotations = try catalog.annotations(model, number, in: snapshot.tree)
        let policy = try catalog.policy(at: snapshot)
        let stages = try policy.stages.map(\.name).filter { stage in
            try catalog.shownVersion(stage, model) == number
        }
        let whole = ((record.evaluations ?? []) + (annotations?.evaluations ?? []))
            .filter { $0.slice == nil }
        return VersionFacts(
            reference: version.reference, commit: version.commit,
            state: (annotations?.state ?? .active).rawValue, author: record.author?.description,
            framework: record.framework?.name, code: record.source?.commit,
            auc: whole.first { $0.metrics["auc"] != nil }?.metrics["auc"],
            late: whole.first { $0.metrics["late"] != nil }?.metrics["late"],
            depth: record.parameters?["depth"],
            datasets: (record.datasets ?? []).map(\.name), bases: record.base ?? [],
            stages: stages.map(\.description).sorted(),
            owners: try catalog.model(model, in: snapshot.tree)?.owners?.map(\.description) ?? [])
    }
}

/// Some of what rows say of a version, of every kind.
struct VersionFacts: Equatable {
    let reference: String
    let commit: ObjectID
    let state: String
    let author: String?
    let framework: String?
    let code: String?
    let auc: Double?
    let late: Double?
    let depth: String?
    let datasets: [String]
    let bases: [String]
    let stages: [String]
    let owners: [String]
}

package import FoundationEssentials
import Git
import Manifests
package import RegistryCore

/// What one stage shows of a model, or that it shows nothing.
package struct Placement: Encodable, Sendable {
    package let stage: StageName
    package let version: VersionNumber?
    /// Since when it is so; `nil` for a stage that was never opened.
    package let since: Date?
    package let by: String?
    /// Whether `since` and `by` are the commit's own word, for want of an audit log.
    package let claimed: Bool
    /// Whether something is proposed for it.
    package let isProposed: Bool

    private enum CodingKeys: String, CodingKey {
        case stage, version, since, by, claimed
        case isProposed = "proposed"
    }
}

extension CatalogView {
    /// The model card without its front matter, as `main` has it now; `nil` without one.
    package func card(of model: ModelName) throws(RegistryError) -> String? {
        try require(model)
        let path = "\(model.folder)/README.md"
        guard let bytes = try catalog.file(path, in: snapshot.tree) else { return nil }
        do { return try ModelCard(parsing: bytes, path: path).body } catch {
            // A card that was pushed before it was judged shows as it is.
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// What each stage shows of a model, lowest first.
    package func placements(of model: ModelName) throws(RegistryError) -> [Placement] {
        try require(model)
        var placements: [Placement] = []
        for stage in policy.stages.map(\.name) {
            let entry = try catalog.stageLog(stage, model).first { $0.kind != nil }
            let moment = try entry.map { entry throws(RegistryError) in
                try catalog.moment(of: entry.commit, stage, model, at: snapshot)
            }
            placements.append(
                Placement(
                    stage: stage, version: entry?.version, since: moment?.date,
                    by: moment?.person, claimed: moment?.isClaimed ?? false,
                    isProposed: try catalog.tip(.proposal(stage, model)) != nil))
        }
        return placements
    }
}

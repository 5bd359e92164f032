package import FoundationEssentials
import Git
package import RegistryCore

/// One thing that happened to a model.
package struct Activity: Encodable, Sendable {
    package let date: Date
    package let kind: Kind
    /// The stage that moved; `nil` for a version that was registered.
    package let stage: StageName?
    /// The version that it is about; `nil` for a stage that was emptied.
    package let version: VersionNumber?
    /// Who did it.
    package let by: String
    /// Whether `date` and `by` are the commit's own word, for want of an audit log.
    package let claimed: Bool

    /// What can happen.
    package enum Kind: String, Encodable, Sendable {
        case register, promote, rollback, retire
    }
}

extension CatalogView {
    /// What has happened to a model, the newest first.
    ///
    /// - Parameter limit: Of each stage, and of the versions, no more is looked at.
    package func activity(of model: ModelName, limit: Int) throws(RegistryError) -> [Activity] {
        try require(model)
        var found: [Activity] = []
        for stage in policy.stages.map(\.name) {
            for entry in try catalog.stageLog(stage, model).prefix(limit) {
                if let moved = try activity(entry, stage, model) { found.append(moved) }
            }
        }
        for entry in try catalog.versions(of: model, limit: limit) {
            found.append(try activity(entry))
        }
        return Array(found.sorted { $0.date > $1.date }.prefix(limit))
    }

    private func activity(
        _ entry: StageEntry, _ stage: StageName, _ model: ModelName
    ) throws(RegistryError) -> Activity? {
        guard let kind = entry.kind.flatMap({ Activity.Kind(rawValue: $0.rawValue) }) else {
            return nil
        }
        let moment = try catalog.moment(of: entry.commit, stage, model, at: snapshot)
        return Activity(
            date: moment.date, kind: kind, stage: stage, version: entry.version,
            by: moment.person, claimed: moment.isClaimed)
    }

    private func activity(_ entry: VersionEntry) throws(RegistryError) -> Activity {
        let receipt = try catalog.receipt(.version(entry.model, entry.version), at: snapshot)
        return Activity(
            date: receipt?.received ?? entry.created, kind: .register, stage: nil,
            version: entry.version, by: receipt?.actor.description ?? entry.author,
            claimed: receipt == nil)
    }
}

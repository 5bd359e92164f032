package import FoundationEssentials
import Git
package import RegistryCore

/// One model that a stage shows.
package struct ShownModel: Encodable, Sendable {
    package let model: ModelName
    package let stage: StageName
    package let version: VersionNumber
    /// Since when the stage shows it.
    package let since: Date
    /// Who brought it there.
    package let by: String
    /// Whether `since` and `by` are the commit's own word, for want of an audit log.
    package let claimed: Bool
    /// The transition.
    package let commit: ObjectID
}

/// The models that one stage shows, by name; each is read only when it is asked for.
package struct ShownModels {
    private let catalog: Catalog
    private let stage: StageName
    private let snapshot: Snapshot
    private var branches: ArraySlice<(ref: CatalogRef, id: ObjectID)>

    init(
        in stage: StageName, branches: [(ref: CatalogRef, id: ObjectID)], of catalog: Catalog
    ) throws(RegistryError) {
        snapshot = try catalog.snapshot()
        self.catalog = catalog
        self.stage = stage
        self.branches = branches[...]
    }

    /// The next model; `nil` after the last.
    package mutating func next() throws(RegistryError) -> ShownModel? {
        while let (ref, tip) = branches.popFirst() {
            guard case .stage(_, let model) = ref else { continue }
            let commit = try catalog.commit(tip)
            guard let version = try catalog.versionNumber(of: model, in: commit.tree) else {
                continue
            }
            let moment = try catalog.moment(of: commit, stage, model, at: snapshot)
            return ShownModel(
                model: model, stage: stage, version: version, since: moment.date,
                by: moment.person, claimed: moment.isClaimed, commit: tip)
        }
        return nil
    }
}

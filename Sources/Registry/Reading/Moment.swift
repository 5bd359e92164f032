import FoundationEssentials
import Git
import RegistryCore

/// When a stage moved and who moved it, as far as can be told here.
struct Moment {
    let date: Date
    let person: String
    /// Whether this is the commit's own word, and not the audit log's.
    let isClaimed: Bool
}

extension Catalog {
    /// When and by whom `commit` became the tip of a stage.
    func moment(
        of commit: Commit, _ stage: StageName, _ model: ModelName, at snapshot: Snapshot
    ) throws(RegistryError) -> Moment {
        guard let receipt = try receipt(.transition(stage, model, commit.id), at: snapshot) else {
            return Moment(
                date: commit.committer.date, person: commit.committer.email, isClaimed: true)
        }
        return Moment(
            date: receipt.received, person: receipt.actor.description, isClaimed: false)
    }
}

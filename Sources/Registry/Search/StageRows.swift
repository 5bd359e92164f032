import FoundationEssentials
import Git
import RegistryCore
import SearchIndex

/// What rows have of one stage of one model.
struct StageRows: Sendable {
    let stage: StageName
    let model: ModelName
    let tip: ObjectID
    /// What it shows; `nil` if nothing.
    let number: VersionNumber?
    /// The position after which `deployments` come.
    let settled: Int64
    let deployments: [IndexedDeployment]

    func write(to writer: IndexWriter) throws {
        try writer.put(stage, of: model, showing: number, tip: tip)
        try writer.put(deployments, after: settled, in: stage, of: model)
    }
}

/// Where the reading of a stage's log starts: the root of its branch, or a deployment that needs no
/// second look.
struct StageStart {
    var deployment: SettledDeployment?
    /// The versions that it showed up to there.
    var shown: [VersionNumber] = []
}

extension Catalog {
    /// Reads a stage's branch from its tip back to `start`.
    func stageRows(
        _ stage: StageName, _ model: ModelName, tip: ObjectID, from start: StageStart,
        at snapshot: Snapshot
    ) throws(RegistryError) -> StageRows {
        let chain = try chain(from: tip, to: start.deployment?.commit)
        // A branch that does not lead back to where we were is read from its root.
        let settled = chain.leadsBack ? start.deployment : nil
        var held = Set(chain.leadsBack ? start.shown : [])
        var (position, previous) = (settled?.position ?? 0, settled?.number)
        var deployments: [IndexedDeployment] = []
        for commit in chain.commits.reversed() where !commit.parents.isEmpty {
            let number = try versionNumber(of: model, in: commit.tree)
            let moment = try moment(of: commit, stage, model, at: snapshot)
            position += 1
            deployments.append(
                IndexedDeployment(
                    position: position, commit: commit.id,
                    at: Int64(moment.date.timeIntervalSince1970), isClaimed: moment.isClaimed,
                    kind: Transition.Kind(to: number, from: previous, held: held, isYanked: false),
                    number: number, previous: previous, person: moment.person))
            if let number { held.insert(number) }
            previous = number
        }
        return StageRows(
            stage: stage, model: model, tip: tip, number: previous,
            settled: settled?.position ?? 0, deployments: deployments)
    }

    /// The commits from `tip` along first parents, before `end` or to the root, newest first.
    private func chain(
        from tip: ObjectID, to end: ObjectID?
    ) throws(RegistryError) -> (commits: [Commit], leadsBack: Bool) {
        var commits: [Commit] = []
        var next: ObjectID? = tip
        while let id = next, id != end {
            let commit = try commit(id)
            commits.append(commit)
            next = commit.parents.first
        }
        return (commits, end != nil && next == end)
    }
}

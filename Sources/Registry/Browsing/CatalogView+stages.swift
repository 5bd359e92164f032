package import FoundationEssentials
import Git
package import RegistryCore

/// A rung of the ladder.
package struct StageReport: Encodable, Sendable {
    package let stage: StageName
    /// The rung below, which a version must have been on; `nil` at the foot.
    package let after: StageName?
}

extension CatalogView {
    /// The ladder, lowest first.
    package func stages(
        after last: String?, limit: Int
    ) throws(RegistryError) -> Page<StageReport> {
        let ladder = policy.stages.map { StageReport(stage: $0.name, after: $0.after) }
        return try Page(of: ladder, after: last, limit: limit) { "\($0.stage)" }
    }

    /// Everything a stage has shown of a model, newest first.
    ///
    /// - Parameter last: The commit that the page before ended with.
    package func deployments(
        of model: ModelName, in stage: StageName, after last: String?, limit: Int
    ) async throws(RegistryError) -> Page<Deployment> {
        try require(model)
        try require(stage)
        let moves = try catalog.stageLog(stage, model).filter { $0.kind != nil }
        let page = try Page(of: moves, after: last, limit: limit) { "\($0.commit.id)" }
        return Page(
            items: try await catalog.deployments(
                page.items[...], of: model, in: stage, at: snapshot),
            end: page.end)
    }

    /// The entry of a stage's log that held at `instant`: what the stage showed of a model then, or
    /// that it showed nothing any more.
    ///
    /// - Throws: `stage-missing` if nothing had been there yet.
    package func deployment(
        of model: ModelName, in stage: StageName, at instant: Date?
    ) async throws(RegistryError) -> Deployment {
        try require(model)
        try require(stage)
        let move = try lastMove(of: model, in: stage, by: instant).map { [$0] } ?? []
        let found = try await catalog.deployments(move[...], of: model, in: stage, at: snapshot)
        guard let deployment = found.first else { throw neverShown(model, stage, at: instant) }
        return deployment
    }

    /// How that of these models came into their stage for which somebody broke the glass.
    ///
    /// Only what a signed tag says that of is judged anew: the others cost a look at their tags.
    package func brokenGlass(
        among models: [ShownModel], at instant: Date?
    ) async throws(RegistryError) -> [Deployment] {
        var broken: [Deployment] = []
        for shown in models where try await isSaidToBeBroken(shown) {
            let deployment = try await deployment(of: shown.model, in: shown.stage, at: instant)
            if deployment.broken != nil { broken.append(deployment) }
        }
        return broken
    }

    /// How a model came into those of these stages for which somebody broke the glass.
    package func brokenGlass(
        of model: ModelName, in stages: [StageName]
    ) async throws(RegistryError) -> [Deployment] {
        var models: [ShownModel] = []
        for stage in stages {
            if let shown = try shown(model, in: stage, at: nil) { models.append(shown) }
        }
        return try await brokenGlass(among: models, at: nil)
    }

    private func isSaidToBeBroken(_ shown: ShownModel) async throws(RegistryError) -> Bool {
        let commit = try catalog.commit(shown.commit)
        // A host's merge button has made a commit of the proposal, its second parent.
        let proposal = commit.parents.count == 2 ? commit.parents[1] : commit.id
        let tags = try await catalog.refs(
            under: ApprovalName.folder(
                stage: shown.stage, model: shown.model, proposal: proposal))
        return tags.contains { _, id in
            let message = try? catalog.signedTag(id).tag.message
            let statement = message.flatMap { try? ApprovalStatement(parsing: $0) }
            return statement?.verb == .breakGlass
        }
    }

    private func lastMove(
        of model: ModelName, in stage: StageName, by instant: Date?
    ) throws(RegistryError) -> StageEntry? {
        for entry in try catalog.stageLog(stage, model) where entry.kind != nil {
            guard let instant else { return entry }
            let moment = try catalog.moment(of: entry.commit, stage, model, at: snapshot)
            if moment.date <= instant { return entry }
        }
        return nil
    }

    private func neverShown(
        _ model: ModelName, _ stage: StageName, at instant: Date?
    ) -> RegistryError {
        let time = instant.map { " by \($0.timestamp)" } ?? ""
        return RegistryError(
            .stageMissing, "\(stage) had shown nothing of \(model)\(time).",
            remedy: "Run `cairn log \(model) --stage \(stage)` to see what it has shown.")
    }

    /// The models that a stage shows, or showed at `instant`, by name.
    ///
    /// Of a stage that showed little then a page may hold less than `limit`, and more may follow.
    package func models(
        in stage: StageName, at instant: Date?, after last: ModelName?, limit: Int
    ) throws(RegistryError) -> Page<ShownModel> {
        try require(stage)
        var branches = BranchListing(
            below: ["refs/heads/stages/\(stage)"], in: namespaces,
            after: last.map { .stage(stage, $0) }, of: catalog)
        var page: (shown: [ShownModel], end: ModelName?) = ([], nil)
        for _ in 0..<Self.mostExamined {
            let next = try branches.next()
            guard case .stage(_, let model) = next?.ref else {
                return Page(items: page.shown, end: nil)
            }
            guard page.shown.count < limit else { break }
            page.end = model
            if let found = try shown(model, in: stage, at: instant) { page.shown.append(found) }
        }
        return Page(items: page.shown, end: page.end.map { "\($0)" })
    }

    /// How many branches are looked at for one page.
    private static let mostExamined = 1_000

    private func shown(
        _ model: ModelName, in stage: StageName, at instant: Date?
    ) throws(RegistryError) -> ShownModel? {
        guard let entry = try lastMove(of: model, in: stage, by: instant),
            let version = entry.version
        else { return nil }
        let moment = try catalog.moment(of: entry.commit, stage, model, at: snapshot)
        return ShownModel(
            model: model, stage: stage, version: version, since: moment.date, by: moment.person,
            claimed: moment.isClaimed, commit: entry.commit.id)
    }
}

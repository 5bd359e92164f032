package import FoundationEssentials
import Git
package import RegistryCore

/// One entry of a stage's log, newest first in what `log --stage` tells.
package struct Deployment: Encodable, Sendable {
    package let model: ModelName
    package let stage: StageName
    /// When the registry received it; where `claimed`, when its commit says it was made.
    package let date: Date
    package let claimed: Bool
    package let kind: Transition.Kind
    /// What the stage showed from then on; `nil` after a retirement.
    package let version: VersionNumber?
    /// What it showed before.
    package let previous: VersionNumber?
    /// Who completed it.
    package let person: String
    /// Whose approval was counted; `nil` where that can't be told here.
    package let approvers: [Person]?
    /// What people were told: the message without its trailers.
    package let reason: String
    package let commit: ObjectID
    /// That it was let through against the verdict.
    package let broken: BrokenGlass?
    /// How the review of that stands.
    package let review: GlassReview?

    private enum CodingKeys: String, CodingKey {
        case model, stage, date, claimed, kind, version, previous, approvers, reason, commit
        case broken, review
        case person = "by"
    }
}

extension Catalog {
    /// Everything a stage has shown of a model, newest first.
    package func deployments(
        of model: ModelName, in stage: StageName
    ) async throws(RegistryError) -> [Deployment] {
        let snapshot = try snapshot()
        try requireStage(stage, of: model, at: snapshot)
        let moves = try stageLog(stage, model).filter { $0.kind != nil }
        return try await deployments(moves[...], of: model, in: stage, at: snapshot)
    }

    /// Some of what a stage has shown of a model, each with whoever approved of it.
    ///
    /// - Parameter moves: Entries of the stage's log; the open commit shows nothing.
    func deployments(
        _ moves: ArraySlice<StageEntry>, of model: ModelName, in stage: StageName,
        at snapshot: Snapshot
    ) async throws(RegistryError) -> [Deployment] {
        let replay = StageReplay(catalog: self, stage: stage, model: model, snapshot: snapshot)
        let verified = try await replay.run(only: Set(moves.map(\.commit.id))).transitions
        var log: [Deployment] = []
        for entry in moves {
            guard let kind = entry.kind else { continue }
            let proof = verified.first { $0.commit == entry.commit.id }
            let moment = try moment(of: entry.commit, stage, model, at: snapshot)
            log.append(
                Deployment(
                    model: model, stage: stage, date: moment.date, claimed: moment.isClaimed,
                    kind: kind, version: entry.version, previous: entry.previous,
                    person: moment.person,
                    approvers: proof?.approvers, reason: try reason(of: entry),
                    commit: entry.commit.id, broken: proof?.broken, review: proof?.review))
        }
        return log
    }

    /// Throws `stage-missing` or `model-missing` unless there are both.
    func requireStage(
        _ stage: StageName, of model: ModelName, at snapshot: Snapshot
    ) throws(RegistryError) {
        let policy = try policy(at: snapshot)
        if policy.rules(for: stage) == nil { throw RegistryError([policy.unknownStage(stage)]) }
        if try self.model(model, in: snapshot.tree) == nil { throw missingModel(model) }
    }

    /// Why a stage moved, in the words of whoever made the transition: the body of its message, or
    /// the subject where there is nothing else.
    fileprivate func reason(of entry: StageEntry) throws(RegistryError) -> String {
        let message = try commit(entry.transition).message
        let paragraphs = message.split(separator: "\n", omittingEmptySubsequences: false)
            .split { $0.allSatisfy(\.isWhitespace) }
            .map { $0.joined(separator: "\n") }
        let hasTrailers = !Trailers(message: message).all.isEmpty
        let body = paragraphs.dropFirst().dropLast(hasTrailers ? 1 : 0)
        return body.isEmpty ? paragraphs.first ?? "" : body.joined(separator: "\n\n")
    }
}

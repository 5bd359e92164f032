package import RegistryCore

/// How far a transition came.
package struct TransitionReport: Encodable, Sendable {
    package var model: ModelName
    package var stage: StageName
    package var kind: Transition.Kind
    /// The version that the stage shows afterwards; for a retirement, the one it showed.
    package var version: VersionNumber
    package var state: State
    package var verdict: Answer
    /// The transition commit; `nil` where nothing was made.
    package var proposal: ObjectID?
    /// The merge request by which the proposal is reviewed; `nil` where none is known here.
    package var request: RequestNumber?
    package var objections: [Objection]
    package var notes: [String]
    package var approvers: [Person]

    /// What became of it.
    package enum State: String, Encodable, Sendable {
        /// Nothing was asked for but the verdict.
        case judged
        /// Proposed just now; what it still lacks is among the objections.
        case proposed
        /// Proposed before, and still lacking.
        case waiting
        case completed
        /// The stage shows that version already.
        case unchanged
    }

    /// The verdict in one word.
    package enum Answer: String, Encodable, Sendable {
        case allowed, refused
    }
}

extension Workspace {
    /// Proposes a version for a stage, completes it if the verdict allows, and otherwise says what
    /// is missing; doing it again carries on where it stands.
    ///
    /// - Parameters:
    ///   - completes: Off where a Git host moves the stage, by merging the proposal.
    ///   - breaksGlass: Whether somebody is about to sign that what stands in the way of proposing
    ///     it shall not.
    package func promote(
        _ reference: Reference, to stage: StageName, reason: String?, dryRun: Bool = false,
        completes: Bool = true, breaksGlass: Bool = false
    ) async throws(RegistryError) -> TransitionReport {
        let snapshot = try catalog.snapshot()
        let record = try catalog.resolve(reference, at: snapshot)
        let mover = StageMover(
            workspace: self, snapshot: snapshot, model: record.model, stage: stage)
        try mover.requireStage()
        if try catalog.shownVersion(stage, record.model) == record.number {
            return mover.unchanged(record.number)
        }
        let proposed = try mover.openProposal(of: record)
        let step = try await mover.step(
            to: record, proposed: proposed, reason: reason, verb: "Promote")
        if dryRun { return mover.report(step, .judged) }
        if step.verdict.isAllowed, completes { return try await mover.complete(step) }
        if proposed != nil { return mover.report(step, .waiting) }
        return try await mover.propose(step, breaksGlass: breaksGlass)
    }

    /// Takes a stage back to a version it held before: the one it showed last, if none is named.
    ///
    /// - Parameter completes: Off where a Git host moves the stage, by merging the proposal.
    package func rollBack(
        _ model: ModelName, stage: StageName, to version: VersionNumber?, reason: String,
        completes: Bool = true
    ) async throws(RegistryError) -> TransitionReport {
        let snapshot = try catalog.snapshot()
        let mover = StageMover(workspace: self, snapshot: snapshot, model: model, stage: stage)
        try mover.requireStage()
        let target = try mover.earlierVersion(version)
        guard let record = try catalog.version(target, of: model, on: snapshot.commit) else {
            throw RegistryError(
                .versionMissing, "There is no \(model)@\(target).",
                remedy: "Run `cairn log \(model) --stage \(stage)` to see what it held.")
        }
        let step = try await mover.step(
            to: record, proposed: nil, reason: reason, verb: "Roll back")
        return completes
            ? try await mover.completeOrRefuse(step) : try await mover.propose(step)
    }

    /// Takes what a stage shows out of it.
    ///
    /// - Parameter completes: Off where a Git host moves the stage, by merging the proposal.
    package func retire(
        _ model: ModelName, stage: StageName, reason: String, completes: Bool = true
    ) async throws(RegistryError) -> TransitionReport {
        let snapshot = try catalog.snapshot()
        let mover = StageMover(workspace: self, snapshot: snapshot, model: model, stage: stage)
        try mover.requireStage()
        guard try catalog.shownVersion(stage, model) != nil else {
            throw RegistryError(
                .stageMissing, "\(stage) shows no version of \(model).",
                remedy: "Run `cairn log \(model) --stage \(stage)` to see what it held.")
        }
        let step = try await mover.step(to: nil, proposed: nil, reason: reason, verb: "Retire")
        return completes
            ? try await mover.completeOrRefuse(step) : try await mover.propose(step)
    }

    /// Takes back the open proposal of a stage.
    package func withdraw(
        _ model: ModelName, stage: StageName
    ) async throws(RegistryError) -> ObjectID {
        guard let proposal = try catalog.tip(.proposal(stage, model)) else {
            throw catalog.missingProposal(model, stage)
        }
        try await push([PushedRef(.proposal(stage, model), to: nil)])
        return proposal
    }
}

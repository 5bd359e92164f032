package import RegistryCore

extension Workspace {
    /// Promotes against the verdict: proposes if need be, signs why, and completes it.
    ///
    /// - Parameter agrees: Asks whether to do it, told what stands in the way; throws if not.
    /// - Throws: All that can't be broken, and that one may not, before anything is done.
    package func breakGlass(
        _ reference: Reference, to stage: StageName, because reason: BreakGlassReason,
        agrees: ([Objection]) throws -> Void
    ) async throws -> TransitionReport {
        let judged = try await promote(reference, to: stage, reason: "\(reason)", dryRun: true)
        let solid = judged.objections.filter { !$0.code.isBreakable }
        guard solid.isEmpty else { throw RegistryError(solid) }
        guard !judged.objections.isEmpty else {
            return try await promote(reference, to: stage, reason: "\(reason)")
        }
        try await requireBreaker(reference, to: stage)
        try agrees(judged.objections)
        let proposed = try await promote(
            reference, to: stage, reason: "\(reason)", breaksGlass: true)
        var words = DecisionWords()
        words.reason = reason
        let draft = try await draftDecision(
            .breakGlass, on: judged.model, stage: stage, proposal: proposed.proposal, words: words)
        _ = try await sign(draft)
        return try await promote(reference, to: stage, reason: nil)
    }

    /// Refuses whoever may not, before they have proposed anything: a proposer can't review.
    private func requireBreaker(
        _ reference: Reference, to stage: StageName
    ) async throws(RegistryError) {
        let snapshot = try catalog.snapshot()
        let record = try catalog.resolve(reference, at: snapshot)
        let mover = StageMover(
            workspace: self, snapshot: snapshot, model: record.model, stage: stage)
        let checked = try await mover.step(
            to: record, proposed: try mover.openProposal(of: record), reason: nil, verb: "Promote"
        ).checked
        let person = try await session.user()
        let decision = Decision(
            person: person, number: 1, verb: .breakGlass, received: session.now, fingerprint: "")
        let objection = try catalog.policy(at: snapshot).objection(
            to: decision, on: checked.transition,
            given: try await evidence(on: checked, actor: person, at: snapshot))
        if let objection { throw RegistryError([objection]) }
    }
}

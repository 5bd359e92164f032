package import RegistryCore

extension Workspace {
    /// Promotes against the verdict: proposes if need be, signs why, and completes it.
    ///
    /// - Parameter agrees: Asks whether to do it, told what stands in the way; throws if not.
    /// - Throws: All that can't be broken, before anything is done.
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
}

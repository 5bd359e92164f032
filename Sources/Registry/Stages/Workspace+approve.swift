import Git
package import RegistryCore

extension Workspace {
    /// Puts together what `verb` on the open proposal of a stage would sign.
    ///
    /// - Parameter proposal: The proposal that was looked at; any other is refused.
    package func draftDecision(
        _ verb: Decision.Verb, on model: ModelName, stage: StageName, proposal: ObjectID?,
        words: DecisionWords
    ) async throws(RegistryError) -> DecisionDraft {
        let snapshot = try catalog.snapshot()
        let checked = try catalog.decidableTransition(model, stage, proposal, at: snapshot)
        let person = try await session.user()
        let folder = ApprovalName.folder(stage: stage, model: model, proposal: checked.commit.id)
        try await forgetUnsent(under: "\(folder)\(person)/")
        return try await catalog.draftDecision(
            verb, by: person, on: checked, words: words, now: session.now, at: snapshot,
            in: try registryStore)
    }

    /// Signs a draft with the person's own key and pushes the tag; returns the tag object.
    package func sign(_ draft: DecisionDraft) async throws(RegistryError) -> ObjectID {
        let statement = try ApprovalStatement(parsing: draft.message)
        return try await sign(statement) { tag, checked, basis throws(RegistryError) in
            _ = try await catalog.readDecision(
                tag, named: statement.tagName, on: checked, by: basis, received: .at(session.now))
        }
    }

    /// What whoever approves the open proposal of a stage has to look at.
    package func checklist(
        of model: ModelName, stage: StageName, proposal: ObjectID?
    ) throws(RegistryError) -> [ChecklistRule] {
        let snapshot = try catalog.snapshot()
        let checked = try catalog.decidableTransition(model, stage, proposal, at: snapshot)
        return try catalog.checklist(of: checked, at: snapshot)
    }
}

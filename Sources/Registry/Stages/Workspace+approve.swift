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
        let checked = try catalog.openTransition(model, stage, proposal, at: snapshot)
        let person = try await session.user()
        try await forgetUnsent(by: person, on: checked.commit.id, stage, model)
        return try await catalog.draftDecision(
            verb, by: person, on: checked, words: words, now: session.now, at: snapshot,
            in: try registryStore)
    }

    /// Signs a draft with the person's own key and pushes the tag; returns the tag object.
    ///
    /// `git tag -s` does the signing, so keys, agents and hardware work as they do for git. The tag
    /// is read back by the very reader the registry uses before anybody else sees it.
    package func sign(_ draft: DecisionDraft) async throws(RegistryError) -> ObjectID {
        let statement = try ApprovalStatement(parsing: draft.message)
        try await makeTag(statement)
        let ref = CatalogRef.approval(statement.tagName)
        do throws(RegistryError) {
            let tag = try await checkTag(ref, statement)
            try await push([PushedRef(ref, to: tag)])
            return tag
        } catch {
            _ = try? await catalog.git.run([
                "tag", "--delete", .value(statement.tagName.description),
            ])
            throw error
        }
    }

    private func makeTag(_ statement: ApprovalStatement) async throws(RegistryError) {
        let settings = try await signingSettings(of: statement.signer)
        let git = catalog.git(adding: [
            "GIT_COMMITTER_NAME": try await identity().name,
            "GIT_COMMITTER_EMAIL": statement.signer.description,
        ])
        await clearLocks(["refs/tags/\(statement.tagName).lock"])
        let output: GitOutput
        do {
            output = try await git.run(
                settings + [
                    "tag", "--sign", "--force", "--cleanup=verbatim", "--file=-",
                    .value(statement.tagName.description), .id(statement.proposal),
                ], input: Array(statement.message.utf8))
        } catch {
            throw explain(error, "git tag")
        }
        guard output.status == 0 else {
            throw RegistryError(
                .signatureBad, "The tag could not be signed: \(output.errors.oneLine)",
                remedy: "See whether `git tag -s` works here, and what user.signingkey says.")
        }
    }

    private func checkTag(
        _ ref: CatalogRef, _ statement: ApprovalStatement
    ) async throws(RegistryError) -> ObjectID {
        let name = ref.description
        let tag = try translate(name) { () throws(GitError) in
            try catalog.repository.reference(name)
        }
        guard let tag else {
            throw RegistryError(
                .internal, "`git tag` made no tag.", remedy: "Report this as a bug of Cairn.")
        }
        let snapshot = try catalog.snapshot()
        let checked = try catalog.openTransition(
            statement.model, statement.stage, statement.proposal, at: snapshot)
        _ = try await catalog.readDecision(
            tag, named: statement.tagName, on: checked, by: catalog.decisionBasis(at: snapshot),
            received: .at(session.now))
        return tag
    }
}

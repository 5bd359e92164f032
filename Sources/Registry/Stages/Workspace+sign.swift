import FoundationEssentials
import Git
import RegistryCore

extension Workspace {
    /// Signs a statement with the person's own key and pushes the tag; returns the tag object.
    ///
    /// `git tag -s` does the signing, so keys, agents and hardware work as they do for git. The tag
    /// is read back by the very reader the registry uses before anybody else sees it.
    ///
    /// - Parameter read: That reader.
    func sign(
        _ statement: some ProposalStatement,
        read: (ObjectID, CheckedTransition, DecisionBasis) async throws(RegistryError) -> Void
    ) async throws(RegistryError) -> ObjectID {
        let name = statement.ref.description.dropFirst("refs/tags/".count)
        do throws(RegistryError) {
            let tag = try await makeTag(statement, named: String(name))
            let snapshot = try catalog.snapshot()
            let checked = try catalog.decidableTransition(
                statement.model, statement.stage, statement.proposal, at: snapshot)
            try await read(tag, checked, try catalog.decisionBasis(at: snapshot))
            try await push([PushedRef(statement.ref, to: tag)])
            return tag
        } catch {
            _ = try? await catalog.git.run(["tag", "--delete", .value(String(name))])
            throw error
        }
    }

    private func makeTag(
        _ statement: some ProposalStatement, named name: String
    ) async throws(RegistryError) -> ObjectID {
        let settings = try await signingSettings(of: statement.signer)
        let git = catalog.git(adding: [
            "GIT_COMMITTER_NAME": try await identity().name,
            "GIT_COMMITTER_EMAIL": statement.signer.description,
        ])
        await clearLocks(["\(statement.ref).lock"])
        let output: GitOutput
        do {
            output = try await git.run(
                settings + [
                    "tag", "--sign", "--force", "--cleanup=verbatim", "--file=-",
                    .value(name), .id(statement.proposal),
                ], input: Array(statement.message.utf8))
        } catch {
            throw explain(error, "git tag")
        }
        // Of a key that `ssh-keygen` can't read git complains, and makes a tag without a signature.
        if output.status == 0, let tag = try madeTag(statement.ref) { return tag }
        throw RegistryError(
            .signatureBad, "The tag could not be signed: \(output.errors.oneLine)",
            remedy: "See whether `git tag -s` works here, and what gpg.format and "
                + "user.signingkey say.")
    }

    /// The tag that a ref names; `nil` unless it is signed.
    private func madeTag(_ ref: CatalogRef) throws(RegistryError) -> ObjectID? {
        let name = ref.description
        let tag = try translate(name) { () throws(GitError) in
            try catalog.repository.reference(name)
        }
        guard let tag, try catalog.signedTag(tag).signed != nil else { return nil }
        return tag
    }
}

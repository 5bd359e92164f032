import RegistryCore
import Testing

extension Bench {
    /// What carol says of the proposal, every field as it should be.
    func statement(
        by person: Person = "carol@example.com", number: Int = 1, on proposal: ObjectID? = nil
    ) -> ApprovalStatement {
        ApprovalStatement(
            verb: .approve, registry: facts.id, stage: "production", model: "fraud/detector",
            version: VersionNumber(1), versionDigest: facts.digests[0],
            proposal: proposal ?? facts.proposal,
            base: facts.open, signer: person, number: number)
    }

    /// Signs a statement with a key and returns the refspec that publishes it.
    ///
    /// - Parameters:
    ///   - name: The tag's ref, where it is not the one that the statement asks for.
    ///   - inner: The name inside the tag object, where it is not that of the ref.
    ///   - target: What is tagged, where it is not the statement's proposal.
    ///   - date: The tagger's own date.
    func sign(
        _ statement: ApprovalStatement, with key: String = "carol", name: String? = nil,
        inner: String? = nil, target: ObjectID? = nil, date: String? = nil
    ) async throws -> String {
        let name = name ?? "\(statement.tagName)"
        let inner = inner ?? name
        let words = [
            "git", "-c", "gpg.format=ssh", "-c", "user.signingkey=\(folder)/keys/\(key)",
            "tag", "-f", "-s", "--cleanup=verbatim", "-F", "-", inner,
            "\(target ?? statement.proposal)",
        ]
        let extra = date.map { ["GIT_COMMITTER_DATE": $0] } ?? [:]
        try await run(words, in: work, as: key, extra, input: statement.message)
        return "refs/tags/\(inner):refs/tags/\(name)"
    }

    /// Has carol approve the proposal, and the stage take it.
    func approveAndComplete() async throws {
        try await require(try await sign(statement()), as: "carol")
        try await require("\(facts.proposal):\(stage("production"))")
    }
}

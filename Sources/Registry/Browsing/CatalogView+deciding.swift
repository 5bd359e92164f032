package import Cryptography
import FoundationEssentials
import Git
package import RegistryCore

extension CatalogView {
    /// What the caller is offered to do to a merge request, beside merging it.
    package func offers(on request: MergeRequest) -> Set<RequestDeed> {
        guard mayPush, let person = caller.person else { return [] }
        return policy.offers(to: person, on: request, within: caller.reach)
    }

    /// Whether what the caller asks for by a push is looked at.
    package var mayPush: Bool { policy.access(of: caller, to: .push) == .allowed }

    /// Whether the caller's approval is asked for, and may be given in a browser.
    package func asksCaller(about request: MergeRequest) -> Bool {
        guard policy.passkeys != nil, let person = caller.person else { return false }
        return policy.isAsked(person, about: request)
    }

    /// What whoever approves a merge request's proposal has to look at.
    package func checklist(
        of request: MergeRequest
    ) throws(RegistryError) -> [ChecklistRule] {
        guard case .stage(let stage, let model) = request.target else { return [] }
        let checked = try catalog.openTransition(
            model, stage, request.head.commit, at: snapshot)
        return try catalog.checklist(of: checked, at: snapshot)
    }

    /// Puts together what the caller would sign of a merge request's proposal.
    ///
    /// - Parameter revision: The proposal that they have looked at; any other is refused.
    package func draftDecision(
        _ verb: Decision.Verb, on request: MergeRequest, revision: ObjectID, words: DecisionWords
    ) async throws(RegistryError) -> UnsignedDecision {
        guard case .stage(let stage, let model) = request.target else {
            throw RegistryError([RequestFault.notDecidable.objection])
        }
        let checked = try catalog.openTransition(model, stage, revision, at: snapshot)
        let draft = try await catalog.draftDecision(
            verb, by: try person, on: checked, words: words, now: now, at: snapshot, in: store)
        return try UnsignedDecision(draft.message, dated: now)
    }

    /// Puts a decision together with what the caller has signed of it in a browser, to be pushed.
    ///
    /// - Parameter drafts: Where the tag is written.
    /// - Throws: `signature-bad` unless a passkey of theirs has signed these very bytes.
    package func draft(
        _ decision: UnsignedDecision, signedBy assertion: BrowserAssertion, in drafts: Catalog
    ) throws(RegistryError) -> DraftedPush {
        let person = try person
        guard decision.statement.signer == person else {
            throw RegistryError(
                .approvalInvalid,
                "It is for \(decision.statement.signer) to sign, and you are \(person).",
                remedy: "Load the page again, and sign what it shows then.")
        }
        let tag = try drafts.write(
            decision.tag, signedBy: assertion, with: try passkeys(), policy)
        return DraftedPush(object: tag, ref: "\(CatalogRef.approval(decision.statement.tagName))")
    }

    /// The caller's passkeys that count now.
    package func passkeys() throws(RegistryError) -> [PublicKey] {
        let host = try passkeyHost.description
        let signers = try catalog.signers(at: snapshot)
        return signers.keys(of: try person, at: now).map(\.publicKey)
            .filter { $0.isPasskey(for: host) }
    }

    /// The host that passkeys are bound to.
    ///
    /// - Throws: `policy-invalid` if the policy names none.
    package var passkeyHost: HostName {
        get throws(RegistryError) {
            if let host = policy.passkeys?.host { return host }
            throw RegistryError(
                .policyInvalid, "The policy of this registry names no host for passkeys.",
                remedy: "Sign with `cairn approve`, or have an admin write passkeys: {host: …} "
                    + "into registry.yaml.")
        }
    }

    /// Whoever asks.
    package var person: Person {
        get throws(RegistryError) {
            if let person = caller.person { return person }
            throw RegistryError(
                .unauthenticated, "This takes somebody who has signed in.",
                remedy: "Sign in with a token of yours.")
        }
    }
}

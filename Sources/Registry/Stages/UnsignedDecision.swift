import Cryptography
package import FoundationEssentials
import Git
package import RegistryCore

/// A decision before it is signed: the exact bytes that a signature is to be made over.
package struct UnsignedDecision: Sendable {
    package let statement: ApprovalStatement
    /// What people read of it before they sign.
    package let message: String
    package let dated: Date

    /// - Parameters:
    ///   - message: What it says, whole.
    ///   - dated: When it is signed, as the signer says.
    /// - Throws: `approval-invalid` for what says no decision.
    package init(_ message: String, dated: Date) throws(RegistryError) {
        statement = try ApprovalStatement(parsing: message)
        self.message = message
        self.dated = dated
    }

    /// The tag that carries it, without the signature.
    var tag: TagDraft {
        TagDraft(
            target: statement.proposal, name: statement.tagName.description,
            tagger: Identity(
                name: statement.signer.description, email: statement.signer.description,
                date: dated),
            message: message)
    }

    /// What a browser is to sign in its place, by a passkey.
    package var challenge: [UInt8] {
        Signature.challenge(for: tag.payload, namespace: "git")
    }
}

extension Catalog {
    /// Writes the tag of a decision that a browser has signed with one of these passkeys.
    ///
    /// - Throws: `signature-bad` unless one of them has signed these very bytes, and whoever used
    ///   it is as well known to it as the policy asks.
    func write(
        _ draft: TagDraft, signedBy assertion: BrowserAssertion, with keys: [PublicKey],
        _ policy: Policy
    ) throws(RegistryError) -> ObjectID {
        let signature = try signature(of: draft, by: assertion, with: keys, policy)
        return try translate("the tag") { () throws(GitError) in
            try repository.writeTag(draft, signature: signature)
        }
    }

    /// The armoured signature, as whoever reads `allowed_signers` will verify it.
    ///
    /// The browser does not say with which passkey it was made, so each is tried.
    private func signature(
        of draft: TagDraft, by assertion: BrowserAssertion, with keys: [PublicKey],
        _ policy: Policy
    ) throws(RegistryError) -> [UInt8] {
        for key in keys {
            let armored = Signature.armored(assertion, by: key, namespace: "git")
            do throws(SignatureError) {
                try Signature(armored: armored).verify(
                    draft.payload, namespace: "git",
                    demandsVerifiedUser: policy.signatures?.userVerification ?? false)
                return armored
            } catch {
                switch error {
                case .userAbsent, .userUnverified, .otherHost: throw signatureRefusal(error)
                default: continue
                }
            }
        }
        throw RegistryError(
            .signatureBad, "No passkey of yours in allowed_signers has signed this.",
            remedy: "Use one that is there, or have the one you used added to it: the page of "
                + "passkeys says how.")
    }
}

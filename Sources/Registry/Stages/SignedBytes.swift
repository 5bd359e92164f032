import Cryptography
import RegistryCore

/// Bytes, and the one signature over them.
struct SignedBytes {
    let payload: [UInt8]
    let signature: Kind

    /// What made the signature.
    enum Kind {
        case ssh(Signature)
        /// Armoured, as `gpg` made it.
        case openPGP([UInt8])
    }

    /// `nil` for what bears no signature; refuses one that can't be read.
    init?(_ signed: SignedPayload) throws(RegistryError) {
        payload = signed.payload
        switch signed.kind {
        case .none: return nil
        case .openPGP: signature = .openPGP(signed.signature)
        case .ssh:
            do throws(SignatureError) {
                signature = .ssh(try Signature(armored: signed.signature))
            } catch {
                throw signatureRefusal(error)
            }
        }
    }

    /// Demands that the SSH signature holds over the bytes, as the policy asks.
    func verify(_ signature: Signature, by policy: Policy) throws(RegistryError) {
        do throws(SignatureError) {
            try signature.verify(
                payload, namespace: "git",
                demandsVerifiedUser: policy.signatures?.userVerification ?? false)
        } catch {
            throw signatureRefusal(error)
        }
    }
}

extension Catalog {
    /// Demands that the signature is `person`'s own, judged as the policy asks and as of when it
    /// was received; returns the fingerprint of the key.
    func checkSignature(
        of signed: SignedBytes, by person: Person, _ basis: DecisionBasis, received: Received,
        as kind: StatementKind = .approval
    ) async throws(RegistryError) -> String {
        switch signed.signature {
        case .ssh(let signature):
            try signed.verify(signature, by: basis.policy)
            try check(signature, by: person, basis.signers, received: received, kind)
            return signature.publicKey.fingerprint
        case .openPGP(let signature):
            return try await checkOpenPGP(
                signature, over: signed.payload, by: person, at: basis.snapshot, basis.signers,
                received: received
            ).description
        }
    }

    private func check(
        _ signature: Signature, by claimed: Person, _ signers: Signers, received: Received,
        _ kind: StatementKind
    ) throws(RegistryError) {
        let person: Person
        do throws(UncountedSigner) {
            person = try signers.person(behind: signature, claimed: claimed, received: received)
        } catch {
            throw kind.refusal("it \(error.reason)")
        }
        guard person == claimed else {
            throw kind.refusal("it is signed with a key of \(person), not of \(claimed)")
        }
    }
}

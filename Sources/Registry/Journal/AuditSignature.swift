import Cryptography
import Git
import RegistryCore

extension Catalog {
    /// The fingerprint of the key that signed an entry of the audit log.
    func signer(ofEntry entry: ObjectID) throws(RegistryError) -> String {
        do throws(SignatureError) {
            let signed = try SignedPayload(commit: rawOrEmpty(entry))
            guard signed.kind == .ssh else { throw .malformed(.notArmored) }
            let signature = try Signature(armored: signed.signature)
            try signature.verify(signed.payload, namespace: "git")
            return signature.publicKey.fingerprint
        } catch {
            throw brokenEntry(entry, "is not signed as it should be")
        }
    }
}

/// The error for an entry of the audit log that the registry would not have written.
func brokenEntry(_ entry: ObjectID, _ what: String) -> RegistryError {
    RegistryError(
        .corrupt, "The audit entry \(entry) \(what).",
        remedy: "Compare refs/audit/log with another clone's; one of them was rewritten.")
}

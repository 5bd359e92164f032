import Cryptography
import Git
import RegistryCore

/// A signed tag taken apart: its fields, every one covered by the signature, and the signature.
struct SignedTag {
    let tag: Tag
    private let payload: [UInt8]
    private let signature: Signature

    /// Refuses a tag without a signature, or with more than one, or with anything after it.
    init(_ id: ObjectID, _ bytes: [UInt8]) throws(RegistryError) {
        let signed: SignedPayload
        do { signed = try SignedPayload(tag: bytes) } catch { throw signatureRefusal(error) }
        guard signed.kind != .none else {
            throw RegistryError(
                .approvalUnsigned, "\(id) bears no signature.",
                remedy: "Sign it with `cairn approve`.")
        }
        do throws(SignatureError) {
            if signed.kind == .openPGP { throw .unsupported(algorithm: "OpenPGP") }
            payload = signed.payload
            signature = try Signature(armored: signed.signature)
        } catch {
            throw signatureRefusal(error)
        }
        guard let tag = Tag(id, parsing: payload) else {
            throw RegistryError(
                .approvalInvalid, "\(id) is not written as a tag.",
                remedy: "Sign it again with `cairn approve`.")
        }
        self.tag = tag
    }

    /// What names the key that claims to have signed.
    var fingerprint: String { signature.publicKey.fingerprint }

    /// The signature, which holds over these very bytes.
    func verifiedSignature(demandsVerifiedUser: Bool) throws(RegistryError) -> Signature {
        do {
            try signature.verify(
                payload, namespace: "git", demandsVerifiedUser: demandsVerifiedUser)
        } catch {
            throw signatureRefusal(error)
        }
        return signature
    }
}

/// The error for a signature that proves nothing; an unknown algorithm is never called bad.
func signatureRefusal(_ error: SignatureError) -> RegistryError {
    if case .unsupported(let algorithm) = error {
        return RegistryError(
            .signatureUnsupported,
            "It is signed with \(algorithm.printable), which is unsupported.",
            remedy: "Sign with an ed25519, ECDSA, RSA or hardware key.")
    }
    return RegistryError(
        .signatureBad, "Its signature does not hold: \(reason(error)).",
        remedy: "Sign it again with `cairn approve`.")
}

private func reason(_ error: SignatureError) -> String {
    switch error {
    case .malformed: "it is not written as the format demands"
    case .unsupported(let algorithm): "\(algorithm) is unsupported"
    case .wrongNamespace(let name): "it was made for '\(name.printable)', not for 'git'"
    case .weakKey(let bits): "an RSA key of \(bits) bits is too weak"
    case .severalSignatures: "there is more than one"
    case .trailingData: "something follows it"
    case .userAbsent: "nobody touched the hardware key that made it"
    case .userUnverified:
        "the hardware key that made it did not ask for a PIN or a finger, which is demanded here"
    case .bad: "these are not the bytes that were signed"
    }
}

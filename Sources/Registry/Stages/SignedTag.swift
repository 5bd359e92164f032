import Cryptography
import Git
import RegistryCore

/// A tag taken apart: its fields, and the signature over every one of them, if it bears one.
struct SignedTag {
    let tag: Tag
    /// `nil` for a tag without a signature, which a push certificate may vouch for.
    let signed: SignedBytes?

    /// Refuses a tag with more than one signature, or with anything after it.
    init(_ id: ObjectID, _ bytes: [UInt8]) throws(RegistryError) {
        let payload: SignedPayload
        do throws(SignatureError) { payload = try SignedPayload(tag: bytes) } catch {
            throw signatureRefusal(error)
        }
        signed = try SignedBytes(payload)
        guard let tag = Tag(id, parsing: payload.payload) else {
            throw RegistryError(
                .approvalInvalid, "\(id) is not written as a tag.",
                remedy: "Sign it again with `cairn approve`.")
        }
        self.tag = tag
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
    case .otherHost: "it was made on a page of another host than the passkey is for"
    case .bad: "these are not the bytes that were signed"
    }
}

import Cryptography
package import FoundationEssentials

/// One key of a person.
package struct KeyReport: Hashable, Encodable, Sendable {
    /// `SHA256:…`, as `ssh-keygen -l` prints it, or the 40 digits of an OpenPGP key.
    package let fingerprint: String
    /// Its type by its name in SSH, such as `ssh-ed25519`, or `openpgp`.
    package let algorithm: String
    package let validAfter: Date?
    package let validBefore: Date?
    /// Since when it must not be trusted; `nil` if nobody said so.
    package let revoked: Date?
    /// Whether what it signs now counts; an OpenPGP key may say itself that it does not.
    package let valid: Bool

    private enum CodingKeys: String, CodingKey {
        case fingerprint, algorithm, valid, revoked
        case validAfter = "valid_after"
        case validBefore = "valid_before"
    }

    init(_ key: Signers.Key, _ revoked: RevokedKeys, at instant: Date) {
        fingerprint = key.publicKey.fingerprint
        algorithm = key.publicKey.type
        validAfter = key.validAfter
        validBefore = key.validBefore
        self.revoked = revoked.revocation(of: .ssh(key.publicKey))
        valid = key.isValid(at: instant) && self.revoked == nil
    }

    init(_ key: OpenPGPKeyring.Key, _ revoked: RevokedKeys) {
        fingerprint = key.fingerprint.description
        algorithm = "openpgp"
        (validAfter, validBefore) = (nil, nil)
        self.revoked = revoked.revocation(of: .openPGP(key.fingerprint))
        valid = self.revoked == nil
    }
}

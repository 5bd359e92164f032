/// An SSH certificate: an authority's word that a key belongs to some names for some time
/// (https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.certkeys).
package struct Certificate: Hashable, Sendable {
    /// The key that is certified.
    package let publicKey: PublicKey
    /// The key of the authority that says so.
    package let authority: PublicKey
    /// The names that the key may sign as, in the order of the certificate.
    package let principals: [String]
    /// The first second of its validity, since 1970.
    let validAfter: UInt64
    /// The first second after its validity, since 1970; all ones for no end.
    let validBefore: UInt64
    /// Whom it is for: 1 for people, 2 for machines.
    let kind: UInt32
    /// Conditions under which it holds, by name; what is not understood must not be passed over.
    let criticalOptions: [String]
    /// The bytes that the authority signed, and its signature.
    private let signed: [UInt8]
    private let signature: [UInt8]

    /// What all types of certificates end in.
    private static let suffix = "-cert-v01@openssh.com"
    /// OpenSSH's own limit (`SSHKEY_CERT_MAX_PRINCIPALS`).
    private static let mostPrincipals = 256

    /// The type of key that certificates of `type` are for; `nil` if that is no type of theirs, or
    /// of a key that is not verified here.
    static func keyType(of type: String) -> String? {
        guard type.hasSuffix(suffix) else { return nil }
        let stem = String(type.dropLast(suffix.count))
        return [stem, "\(stem)@openssh.com"].first { KeyMaterial.types.contains($0) }
    }

    /// Reads what goes as a key and is a certificate of one; `nil` for a key.
    package init?(in key: PublicKey) throws(SignatureError) {
        guard let type = Self.keyType(of: key.type) else { return nil }
        try self.init(blob: key.blob, keyType: type)
    }

    /// Reads a certificate's blob; `keyType` is that of the key in it.
    init(blob: [UInt8], keyType: String) throws(SignatureError) {
        let fields: Fields
        do throws(WireError) {
            fields = try Fields(of: blob, keyType: keyType)
        } catch {
            throw .malformed(.encoding(error))
        }
        guard fields.principals.count <= Self.mostPrincipals else {
            throw .malformed(.encoding(.trailingBytes))
        }
        do throws(KeyError) {
            publicKey = try PublicKey(blob: fields.key)
            authority = try PublicKey(blob: fields.authority)
        } catch {
            throw .malformed(.key(error))
        }
        principals = fields.principals
        (validAfter, validBefore) = (fields.validAfter, fields.validBefore)
        (kind, criticalOptions) = (fields.kind, fields.criticalOptions)
        (signed, signature) = (fields.signed, fields.signature)
    }

    /// Demands that the authority signed it. OpenSSH reads no certificate without.
    package func verify() throws(SignatureError) {
        try RawSignature(parsing: signature)
            .verify(signed, by: authority, demandsVerifiedUser: false)
    }
}

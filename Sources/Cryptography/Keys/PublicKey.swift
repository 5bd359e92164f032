import RegistryCore

/// An SSH public key.
///
/// Two keys are equal if and only if their blobs are: only one encoding of each is read.
package struct PublicKey: Hashable, Sendable {
    /// What kind of key it is, as far as signatures are concerned.
    package enum Algorithm: Hashable, Sendable {
        case ed25519
        case ecdsaP256, ecdsaP384, ecdsaP521
        case rsa(bits: Int)
        /// Keys on a hardware token (FIDO), whose signatures say whether somebody touched it.
        case ed25519SecurityKey, ecdsaSecurityKey
        /// A type by its name in SSH whose signatures are not verified here. A certificate is no
        /// key: what it certifies is.
        case unsupported(String)
    }

    /// The key in SSH's wire format (RFC 4253 §6.6), type included.
    package let blob: [UInt8]

    /// The key's type by its name in SSH, such as `ssh-ed25519`.
    package let type: String

    let material: KeyMaterial

    /// Reads a key's blob, as signatures carry it.
    ///
    /// A blob of an unknown type is kept whole, and looked into no further than its type.
    package init(blob: [UInt8]) throws(KeyError) {
        do throws(WireError) {
            var reader = SSHReader(blob)
            type = try reader.readName()
            material = try KeyMaterial(type: type, from: &reader)
        } catch {
            throw .malformed(error)
        }
        try material.validate()
        self.blob = blob
    }

    /// What its signatures are made with, as far as they are verified here.
    package var algorithm: Algorithm {
        switch material {
        case .ed25519: .ed25519
        case .ecdsa(.nistp256, _): .ecdsaP256
        case .ecdsa(.nistp384, _): .ecdsaP384
        case .ecdsa(.nistp521, _): .ecdsaP521
        case .rsa(let key): .rsa(bits: key.bits)
        case .securityKey(.ed25519, _): .ed25519SecurityKey
        case .securityKey: .ecdsaSecurityKey
        case .unknown: .unsupported(type)
        }
    }

    /// The SHA-256 of the blob, as `ssh-keygen -l` prints it: `SHA256:` and unpadded base64.
    package var fingerprint: String {
        let hash = encodeBase64(Digest(hashing: blob).rawBytes)
        return "SHA256:" + hash.prefix { $0 != "=" }
    }

    /// The key as a `.pub` file holds it, without a comment.
    package var openSSHText: String {
        "\(type) \(encodeBase64(blob))"
    }
}

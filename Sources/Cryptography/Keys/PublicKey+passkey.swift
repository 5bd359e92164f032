extension PublicKey {
    /// The key of a passkey that was made for `host`, which is what browsers call it by.
    ///
    /// - Parameter encoded: A `SubjectPublicKeyInfo` of P-256, as `getPublicKey()` gives it
    ///   (WebAuthn §5.2.1): such a key is written in one way only (RFC 5480 §2).
    package init(passkey encoded: [UInt8], for host: String) throws(KeyError) {
        guard encoded.starts(with: infoOfP256) else { throw .improperKey }
        var blob: [UInt8] = []
        blob.appendSSHString(SecurityKeyType.ecdsa.rawValue.utf8)
        blob.appendSSHString(Curve.nistp256.rawValue.utf8)
        blob.appendSSHString(encoded.dropFirst(infoOfP256.count))
        blob.appendSSHString(host.utf8)
        try self.init(blob: blob)
    }

    /// Whether it is a key with which a browser signs on pages of `host`.
    package func isPasskey(for host: String) -> Bool {
        guard case .securityKey(.ecdsa, let application) = material else { return false }
        return application == host
    }
}

/// What stands before the point: `id-ecPublicKey` on `secp256r1`, and a bit string of 65 bytes.
private let infoOfP256: [UInt8] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
    0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
]

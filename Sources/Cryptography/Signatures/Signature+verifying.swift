extension Signature {
    /// The shortest RSA key whose signatures count, in bits.
    private static let shortestRSA = 2048

    /// Demands that this is `publicKey`'s own signature over `message`, made for `namespace`.
    ///
    /// Says nothing about whose key it is: that is for `AllowedSigners`.
    package func verify(_ message: [UInt8], namespace: String) throws(SignatureError) {
        guard self.namespace == namespace else { throw .wrongNamespace(self.namespace) }
        let (signature, hash) = try encodedForOpenSSL()
        guard let key = VerificationKey(publicKey.material),
            key.accepts(signature, over: signedData(for: message), hash: hash)
        else { throw .bad }
    }

    /// The signature as OpenSSL reads it, and what its algorithm hashes with.
    private func encodedForOpenSSL() throws(SignatureError) -> ([UInt8], HashFunction?) {
        switch publicKey.material {
        case .ed25519:
            return (try RawSignature(parsing: bytes).ed25519(), nil)
        case .ecdsa(let curve, _):
            return (try RawSignature(parsing: bytes).ecdsa(on: curve), curve.hash)
        case .rsa(let key):
            guard key.bits >= Self.shortestRSA else { throw .weakKey(bits: key.bits) }
            let signature = try RawSignature(parsing: bytes)
            return (try signature.rsa(by: key), try signature.rsaHash())
        case .unknown:
            throw .unsupported(algorithm: publicKey.type)
        }
    }
}

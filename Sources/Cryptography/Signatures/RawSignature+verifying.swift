extension RawSignature {
    /// The shortest RSA key whose signatures count, in bits.
    private static let shortestRSA = 2048

    /// Demands that this is `key`'s own signature over `data`, that somebody touched the token if
    /// the key is on one, and that a browser made it on a page of the very host that it is for.
    ///
    /// OpenSSH only logs what a token says of its user. A key that signs without a touch signs for
    /// whoever sits at the machine, which is what tokens are there to prevent.
    ///
    /// - Parameter demandsVerifiedUser: Whether the token must have known who touched it.
    func verify(
        _ data: [UInt8], by key: PublicKey, demandsVerifiedUser: Bool
    ) throws(SignatureError) {
        guard case .securityKey(let inner, let application) = key.material else {
            return try verify(data, by: key.material, of: key.type)
        }
        guard let assertion else { throw .unsupported(algorithm: algorithm) }
        let signed = try assertion.signedData(for: data, application: application)
        try verify(signed, by: inner, of: key.type)
        guard assertion.isUserPresent else { throw .userAbsent }
        guard assertion.isUserVerified || !demandsVerifiedUser else { throw .userUnverified }
        guard assertion.isMade(on: application) else { throw .otherHost }
    }

    private func verify(
        _ data: [UInt8], by material: KeyMaterial, of type: String
    ) throws(SignatureError) {
        let (signature, hash) = try encodedForOpenSSL(material, of: type)
        guard let key = VerificationKey(material),
            key.accepts(signature, over: data, hash: hash)
        else { throw .bad }
    }

    /// The signature as OpenSSL reads it, and what its algorithm hashes with.
    private func encodedForOpenSSL(
        _ material: KeyMaterial, of type: String
    ) throws(SignatureError) -> ([UInt8], HashFunction?) {
        switch material {
        case .ed25519:
            try demandAlgorithm(type)
            return (try ed25519(), nil)
        case .ecdsa(let curve, _):
            if type == SecurityKeyType.ecdsa.rawValue {
                try demandAlgorithm(type, SecurityKeyType.webAuthn)
            } else {
                try demandAlgorithm(type)
            }
            return (try ecdsa(), curve.hash)
        case .rsa(let key):
            guard key.bits >= Self.shortestRSA else { throw .weakKey(bits: key.bits) }
            return (try rsa(by: key), try rsaHash())
        case .securityKey, .unknown:
            throw .unsupported(algorithm: type)
        }
    }
}

extension Signature {
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
            (try ed25519Signature(), nil)
        case .ecdsa(let curve, _):
            (try ecdsaSignature(on: curve), curve.hash)
        case .rsa(let key):
            (try rsaSignature(of: key), try rsaHash())
        case .unknown:
            throw .unsupported(algorithm: publicKey.type)
        }
    }

    /// RFC 8709 §6: 64 bytes as they are.
    private func ed25519Signature() throws(SignatureError) -> [UInt8] {
        try demandAlgorithm("ssh-ed25519")
        guard bytes.count == 64 else { throw .malformed(.length(bytes.count)) }
        return bytes
    }

    /// RFC 5656 §3.1.2: two integers, which OpenSSL reads in a DER sequence.
    private func ecdsaSignature(on curve: Curve) throws(SignatureError) -> [UInt8] {
        try demandAlgorithm(curve.keyType)
        do throws(WireError) {
            var reader = SSHReader(bytes)
            let (r, s) = (try reader.readInteger(), try reader.readInteger())
            try reader.finish()
            return DER.sequence(DER.integer(r), DER.integer(s))
        } catch {
            throw .malformed(.encoding(error))
        }
    }

    /// RFC 8332 §3: as long as the modulus. Some signers drop zeros in front, and OpenSSH gives
    /// them back.
    private func rsaSignature(of key: RSANumbers) throws(SignatureError) -> [UInt8] {
        guard key.bits >= 2048 else { throw .weakKey(bits: key.bits) }
        let missing = key.signatureLength - bytes.count
        guard !bytes.isEmpty, missing >= 0 else { throw .malformed(.length(bytes.count)) }
        return Array(repeating: 0, count: missing) + bytes
    }

    /// The SHA-2 variants alone: `ssh-rsa` signs a SHA-1, for which collisions are for sale.
    private func rsaHash() throws(SignatureError) -> HashFunction {
        switch algorithm {
        case "rsa-sha2-256": .sha256
        case "rsa-sha2-512": .sha512
        default: throw .unsupported(algorithm: algorithm)
        }
    }

    private func demandAlgorithm(_ expected: String) throws(SignatureError) {
        guard algorithm == expected else { throw .unsupported(algorithm: algorithm) }
    }
}

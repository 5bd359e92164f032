/// What plain keys sign with (RFC 4253 §6.6): the name of an algorithm, and the signature in that
/// algorithm's own encoding; of a hardware key, what it asserts as well.
struct RawSignature {
    /// By its name in SSH, such as `rsa-sha2-512`.
    let algorithm: String
    let assertion: SecurityKeyAssertion?
    private let bytes: [UInt8]

    init(parsing blob: [UInt8]) throws(SignatureError) {
        do throws(WireError) {
            var reader = SSHReader(blob)
            algorithm = try reader.readName()
            bytes = try reader.readString()
            assertion =
                Self.asserting.contains(algorithm)
                ? try SecurityKeyAssertion(algorithm: algorithm, from: &reader) : nil
            try reader.finish()
        } catch {
            throw .malformed(.encoding(error))
        }
    }

    /// The algorithms of hardware keys.
    private static let asserting: Set = [
        SecurityKeyType.ed25519.rawValue, SecurityKeyType.ecdsa.rawValue, SecurityKeyType.webAuthn,
    ]

    /// RFC 8709 §6: 64 bytes as they are.
    func ed25519() throws(SignatureError) -> [UInt8] {
        guard bytes.count == 64 else { throw .malformed(.length(bytes.count)) }
        return bytes
    }

    /// RFC 5656 §3.1.2: two integers, which OpenSSL reads in a DER sequence.
    func ecdsa() throws(SignatureError) -> [UInt8] {
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
    func rsa(by key: RSANumbers) throws(SignatureError) -> [UInt8] {
        let missing = key.signatureLength - bytes.count
        guard !bytes.isEmpty, missing >= 0 else { throw .malformed(.length(bytes.count)) }
        return Array(repeating: 0, count: missing) + bytes
    }

    /// The SHA-2 variants alone: `ssh-rsa` signs a SHA-1, for which collisions are for sale.
    func rsaHash() throws(SignatureError) -> HashFunction {
        switch algorithm {
        case "rsa-sha2-256": .sha256
        case "rsa-sha2-512": .sha512
        default: throw .unsupported(algorithm: algorithm)
        }
    }

    func demandAlgorithm(_ expected: String...) throws(SignatureError) {
        guard expected.contains(algorithm) else { throw .unsupported(algorithm: algorithm) }
    }
}

import RegistryCore

/// A public key that signs tokens (RFC 7517), and the one algorithm that it signs them with.
package struct WebKey: Hashable, Sendable {
    package let id: String
    package let algorithm: Algorithm
    private let material: KeyMaterial

    /// How tokens are signed (RFC 7518 §3.1). A key has one of them by its type, so a token can't
    /// choose another (RFC 8725 §3.1).
    package enum Algorithm: String, Hashable, Sendable {
        case rs256 = "RS256"
        case es256 = "ES256"
    }

    /// The lengths of RSA keys that count, in bits: below, others can find the private key; above,
    /// a signature would take long to verify.
    private static let lengths = 2048...8192

    /// Reads one member of a key set; `nil` for a key of another kind, one for another use, one
    /// without a name, and one that is weak or no key at all.
    init?(_ value: JSONValue) {
        guard let id = value["kid"]?.text, (1...255).contains(id.utf8.count),
            value["use"].map({ $0.text == "sig" }) ?? true, value["d"] == nil
        else { return nil }
        switch value["kty"]?.text {
        case "RSA":
            guard let numbers = RSANumbers(value), Self.lengths.contains(numbers.bits) else {
                return nil
            }
            (algorithm, material) = (.rs256, .rsa(numbers))
        case "EC":
            guard value["crv"]?.text == "P-256", let x = value.bytes("x"), x.count == 32,
                let y = value.bytes("y"), y.count == 32
            else { return nil }
            (algorithm, material) = (.es256, .ecdsa(.nistp256, point: [4] + x + y))
        default: return nil
        }
        self.id = id
        guard value["alg"].map({ $0.text == algorithm.rawValue }) ?? true,
            (try? material.validate()) != nil
        else { return nil }
    }

    /// Whether `signature` is this key's over `bytes` (RFC 7518 §3.3, §3.4).
    func accepts(_ signature: [UInt8], over bytes: [UInt8]) -> Bool {
        guard let encoded = encoded(signature), let key = VerificationKey(material) else {
            return false
        }
        return key.accepts(encoded, over: bytes, hash: .sha256)
    }

    /// The signature as OpenSSL reads it; `nil` where it has not the one length that it can have.
    private func encoded(_ signature: [UInt8]) -> [UInt8]? {
        if case .rsa(let numbers) = material {
            return signature.count == numbers.signatureLength ? signature : nil
        }
        guard signature.count == 64 else { return nil }
        return DER.sequence(
            DER.integer(signedContent(signature[..<32])),
            DER.integer(signedContent(signature[32...])))
    }
}

extension RSANumbers {
    fileprivate init?(_ value: JSONValue) {
        guard let modulus = value.bytes("n"), let exponent = value.bytes("e") else { return nil }
        self.init(exponent: signedContent(exponent[...]), modulus: signedContent(modulus[...]))
    }
}

extension JSONValue {
    /// The bytes of a member in base64.
    fileprivate func bytes(_ key: String) -> [UInt8]? {
        self[key]?.text.flatMap { decodeBase64URL($0.utf8) }
    }
}

/// A number without a sign as one that has one and is not negative: the form of SSH's `mpint`, but
/// for zero, and of DER.
private func signedContent(_ magnitude: ArraySlice<UInt8>) -> [UInt8] {
    let digits = magnitude.drop { $0 == 0 }
    guard let first = digits.first else { return [0] }
    return (first & 0x80 == 0 ? [] : [0]) + digits
}

import Cryptography
import Testing

/// One change to a good signature, what it earns, and whether `ssh-keygen` lets it pass.
private struct Tampering: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let want: SignatureError?
    var passesSSHKeygen = false
    let change: @Sendable (inout SignatureFields) -> Void

    init(
        _ name: String, _ want: SignatureError?, passesSSHKeygen: Bool = false,
        _ change: @escaping @Sendable (inout SignatureFields) -> Void
    ) {
        (testDescription, self.want, self.change) = (name, want, change)
        self.passesSSHKeygen = passesSSHKeygen
    }
}

@Suite struct `A signature tampered with` {
    @Test(arguments: ofAnyKind) private func `in its frame is refused for the right reason`(
        tampering: Tampering
    ) async throws {
        try await check(tampering, kind: "ed25519")
    }

    @Test(arguments: ofRSA) private func `in its RSA part is refused for the right reason`(
        tampering: Tampering
    ) async throws {
        try await check(tampering, kind: "rsa")
    }

    @Test(arguments: ofECDSA) private func `in its ECDSA part is refused for the right reason`(
        tampering: Tampering
    ) async throws {
        try await check(tampering, kind: "p256")
    }

    private func check(_ tampering: Tampering, kind: String) async throws {
        let ring = try KeyRing()
        _ = try await ring.makeKey(kind)
        var fields = try SignatureFields(armored: try await ring.sign("hello", with: kind))
        tampering.change(&fields)
        #expect(Signature.objection(to: fields.armored, over: "hello") == tampering.want)
        #expect(try await ring.checks(fields.armored, "hello") == tampering.passesSSHKeygen)
    }

    @Test(arguments: OpenSSHVector.verified)
    func `in any single bit is refused`(vector: OpenSSHVector) throws {
        let good = try SignatureFields(armored: Array(vector.signature.utf8)).blob
        for index in good.indices {
            var blob = good
            blob[index] ^= 1 << UInt8(index % 8)
            let objection = Signature.objection(
                to: armor(base64(blob)), over: OpenSSHVector.message,
                namespace: OpenSSHVector.namespace)
            #expect(
                objection != nil && objection != vector.objection,
                "bit \(index % 8) of byte \(index)")
        }
    }

    @Test(arguments: OpenSSHVector.verified)
    func `by cutting it short anywhere is refused`(vector: OpenSSHVector) throws {
        let good = try SignatureFields(armored: Array(vector.signature.utf8)).blob
        for count in good.indices.dropFirst() {
            let objection = Signature.objection(
                to: armor(base64(Array(good.prefix(count)))), over: OpenSSHVector.message,
                namespace: OpenSSHVector.namespace)
            #expect(objection == .malformed(.encoding(.truncated)), "\(count) bytes")
        }
    }
}

private let ofAnyKind = [
    Tampering("not at all", nil, passesSSHKeygen: true) { _ in },
    Tampering("another preamble", .malformed(.notSSHSIG)) { $0.preamble = Array("SSHSIX".utf8) },
    Tampering("version 2", .malformed(.version(2))) { $0.version = 2 },
    Tampering("version 0", .malformed(.version(0)), passesSSHKeygen: true) { $0.version = 0 },
    Tampering("another namespace", .wrongNamespace("file")) { $0.namespace = Array("file".utf8) },
    Tampering("no namespace", .malformed(.noNamespace)) { $0.namespace = [] },
    Tampering(
        "a NUL after the namespace", .malformed(.encoding(.unprintableName)), passesSSHKeygen: true
    ) { $0.namespace.append(0) },
    Tampering("bytes in the reserved field", .malformed(.reservedField), passesSSHKeygen: true) {
        $0.reserved = [1]
    },
    Tampering("the other hash", .bad) { $0.hash = Array("sha256".utf8) },
    Tampering("a hash not allowed", .unsupported(algorithm: "sha384")) {
        $0.hash = Array("sha384".utf8)
    },
    Tampering("an unknown hash", .unsupported(algorithm: "md5")) { $0.hash = Array("md5".utf8) },
    Tampering("a flipped bit in the key", .bad) { $0.publicKey[20] ^= 1 },
    Tampering("no key", .malformed(.key(.malformed(.truncated)))) { $0.publicKey = [] },
    Tampering("another algorithm", .unsupported(algorithm: "rsa-sha2-512")) {
        $0.algorithm = Array("rsa-sha2-512".utf8)
    },
    Tampering("a flipped bit in the signature", .bad) { $0.signature[0] ^= 1 },
    Tampering("a signature of zeros", .bad) { $0.signature = Array(repeating: 0, count: 64) },
    Tampering("a byte less", .malformed(.length(63))) { $0.signature.removeLast() },
    Tampering("a byte more", .malformed(.length(65))) { $0.signature.append(0) },
    Tampering("a byte after the signature", .malformed(.encoding(.trailingBytes))) {
        $0.insideTail = [0]
    },
    Tampering("a byte after everything", .malformed(.encoding(.trailingBytes))) { $0.tail = [0] },
]

private let ofRSA = [
    Tampering("the older hash", .unsupported(algorithm: "ssh-rsa")) {
        $0.algorithm = Array("ssh-rsa".utf8)
    },
    Tampering("the other hash", .bad) { $0.algorithm = Array("rsa-sha2-256".utf8) },
    Tampering("a hash there is none of", .unsupported(algorithm: "rsa-sha2-1024")) {
        $0.algorithm = Array("rsa-sha2-1024".utf8)
    },
    Tampering("longer than the key", .malformed(.length(257))) { $0.signature.insert(0, at: 0) },
    Tampering("empty", .malformed(.length(0))) { $0.signature = [] },
    Tampering("its last byte gone", .bad) { $0.signature.removeLast() },
]

private let ofECDSA = [
    Tampering("r and s exchanged", .bad) { $0.exchangeIntegers { ($1, $0) } },
    Tampering(
        "a needless zero before r", .malformed(.encoding(.improperInteger)), passesSSHKeygen: true
    ) { $0.exchangeIntegers { ([0] + $0, $1) } },
    Tampering("r negative", .malformed(.encoding(.improperInteger))) {
        $0.exchangeIntegers { ([0xff] + $0.dropFirst(), $1) }
    },
    Tampering("s zero", .malformed(.encoding(.improperInteger))) {
        $0.exchangeIntegers { r, _ in (r, []) }
    },
    Tampering("a third integer", .malformed(.encoding(.trailingBytes))) {
        $0.signature += Wire.string([1])
    },
    Tampering("r alone", .malformed(.encoding(.truncated))) {
        $0.signature = Wire.string([1])
    },
    Tampering("another curve", .unsupported(algorithm: "ecdsa-sha2-nistp384")) {
        $0.algorithm = Array("ecdsa-sha2-nistp384".utf8)
    },
]

extension SignatureFields {
    /// Replaces the two integers of an ECDSA signature by what `change` makes of them.
    fileprivate mutating func exchangeIntegers(
        _ change: ([UInt8], [UInt8]) -> ([UInt8], [UInt8])
    ) {
        let length = Int(signature[3])
        let (r, s) = change(Array(signature[4..<4 + length]), Array(signature[(8 + length)...]))
        signature = Wire.string(r) + Wire.string(s)
    }
}

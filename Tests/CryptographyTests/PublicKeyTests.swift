import Cryptography
import Testing

@Suite struct `A public key` {
    @Test(arguments: KeyRing.kinds.keys.sorted())
    func `is read as ssh-keygen writes it, and has the same fingerprint`(kind: String) async throws
    {
        let ring = try KeyRing()
        let key = try await ring.makeKey(kind)
        let listing = try await ring.demand(["ssh-keygen", "-l", "-f", "\(kind).pub"])
        #expect(listing.split(separator: " ")[1] == key.fingerprint)
        #expect(try ring.text("\(kind).pub") == "\(key.openSSHText) \(kind)\n")
        #expect(try PublicKey(blob: key.blob) == key)
    }

    @Test(arguments: OpenSSHVector.verified + OpenSSHVector.unsupported)
    func `has the fingerprint that OpenSSH gives its own test keys`(vector: OpenSSHVector) throws {
        #expect(try PublicKey(parsing: vector.key).fingerprint == vector.fingerprint)
    }

    @Test(arguments: [
        (OpenSSHVector.ed25519, PublicKey.Algorithm.ed25519),
        (.ecdsa, .ecdsaP256),
        (.rsa, .rsa(bits: 3072)),
        (.ed25519SK, .ed25519SecurityKey),
        (.ecdsaSK, .ecdsaSecurityKey),
        (.webAuthn, .ecdsaSecurityKey),
        (.dsa, .unsupported("ssh-dss")),
    ])
    func `knows its algorithm, or names the one it does not know`(
        vector: OpenSSHVector, want: PublicKey.Algorithm
    ) throws {
        #expect(try PublicKey(parsing: vector.key).algorithm == want)
    }

    @Test(arguments: ["\n", "\r\n", " a comment of words\n", "\tlaptop"])
    func `may have a comment and a line end`(end: String) throws {
        let key = try PublicKey(parsing: good)
        #expect(try PublicKey(parsing: good + end) == key)
    }

    @Test(arguments: [
        ("", KeyError.notAKey),
        ("ssh-ed25519", .notAKey),
        ("\(good)\n\(good)\n", .notAKey),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz\n", .privateKey),
        ("ssh-rsa \(goodBase64)", .typeMismatch(stated: "ssh-rsa", actual: "ssh-ed25519")),
        ("SSH-ED25519 \(goodBase64)", .typeMismatch(stated: "SSH-ED25519", actual: "ssh-ed25519")),
        ("ssh-ed25519 \(goodBase64.dropLast())", .notBase64),
        ("ssh-ed25519 \(goodBase64)=", .notBase64),
        ("ssh-ed25519 AAAA!", .notBase64),
        ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA==", .malformed(.truncated)),
        (String(repeating: "x", count: 16385), .tooLong(limit: 16384)),
    ])
    func `is refused for what is wrong with its text`(text: String, want: KeyError) {
        #expect(throws: want) { try PublicKey(parsing: text) }
    }

    @Test(arguments: badBlobs)
    func `is refused for what is wrong with its numbers`(blob: [UInt8], want: KeyError) {
        #expect(throws: want) { try PublicKey(blob: blob) }
    }

    @Test func `has one encoding only, so stray bits in the base64 are refused`() {
        // 18 bytes fill whole groups; 19 leave four bits over, which base64 wants to be zero.
        #expect(throws: KeyError.notBase64) {
            try PublicKey(parsing: "unknown AAAAB3Vua25vd24AAAAAAB==")
        }
        #expect(throws: Never.self) {
            try PublicKey(parsing: "unknown AAAAB3Vua25vd24AAAAAAA==")
        }
    }
}

private let goodBase64 = "AAAAC3NzaC1lZDI1NTE5AAAAIIlizSIN3DQV78VPNjVvvwjgf+P5HqbPYCYu3BOMdjAE"
private let good = "ssh-ed25519 " + goodBase64

private let p256 = Wire.string("ecdsa-sha2-nistp256") + Wire.string("nistp256")
private let longModulus: [UInt8] = [0] + Array(repeating: 0xa5, count: 256)

private func rsa(_ exponent: [UInt8], _ modulus: [UInt8]) -> [UInt8] {
    Wire.string("ssh-rsa") + Wire.string(exponent) + Wire.string(modulus)
}

private let badBlobs: [([UInt8], KeyError)] = [
    ([], .malformed(.truncated)),
    (Wire.uint32(.max) + [1, 2, 3], .malformed(.truncated)),
    (Wire.string("ssh-\u{1b}[2J"), .malformed(.unprintableName)),
    (Wire.string("ssh-ed25519\0"), .malformed(.unprintableName)),
    (Wire.string("ssh-ed25519") + Wire.string([1, 2, 3]), .improperKey),
    (
        Wire.string("ssh-ed25519") + Wire.string([UInt8](repeating: 7, count: 32)) + [0],
        .malformed(.trailingBytes)
    ),
    (p256 + Wire.string([4] + [UInt8](repeating: 7, count: 64)), .improperKey),
    (p256 + Wire.string([2] + [UInt8](repeating: 7, count: 32)), .improperKey),
    (p256 + Wire.string([0]), .improperKey),
    (
        Wire.string("ecdsa-sha2-nistp256") + Wire.string("nistp384") + Wire.string([4]),
        .malformed(.contradiction)
    ),
    (rsa([1, 0, 1], Array(longModulus.dropFirst())), .malformed(.improperInteger)),
    (rsa([1, 0, 1], [0] + longModulus), .malformed(.improperInteger)),
    (rsa([0, 1, 0, 1], longModulus), .malformed(.improperInteger)),
    (rsa([], longModulus), .malformed(.improperInteger)),
    (rsa([1], longModulus), .improperKey),
    (rsa([2], longModulus), .improperKey),
    (rsa([3], [0] + [UInt8](repeating: 0xa5, count: 64)), .tooShort(bits: 512)),
    (rsa([3], [0] + [UInt8](repeating: 0xa5, count: 2049)), .improperKey),
]

import Cryptography
import FoundationEssentials
import RegistryCore
import Support
import Testing

@Suite struct `What a browser has signed` {
    /// OpenSSH's own assertion, in the three parts in which a browser answered it.
    struct Parts {
        let key: PublicKey
        var authenticatorData: [UInt8]
        var clientData: [UInt8]
        var signature: [UInt8]

        init() throws {
            let vector = OpenSSHVector.webAuthn
            let armored = Array(vector.signature.utf8)
            key = try PublicKey(parsing: vector.key)
            let fields = try SignatureFields(armored: armored)
            let (r, rest) = Self.string(fields.signature)
            let (s, _) = Self.string(rest)
            signature = [0x30, UInt8(r.count + s.count + 4)] + [0x02, UInt8(r.count)] + r
            signature += [0x02, UInt8(s.count)] + s
            // What follows the two numbers: flags and counter, the origin, the client data.
            let text = String(decoding: armored, as: UTF8.self).split(separator: "\n")
                .dropFirst().dropLast().joined()
            let asserted = Array(Data(base64Encoded: text) ?? Data())
            let start = try #require(asserted.firstRange(of: fields.signature)).upperBound
            let tail = Array(asserted[start...])
            authenticatorData = Digest(hashing: Array("mindrot.org".utf8)).rawBytes + tail[..<5]
            let (_, afterOrigin) = Self.string(Array(tail[5...]))
            clientData = Self.string(afterOrigin).0
        }

        private static func string(_ bytes: [UInt8]) -> ([UInt8], [UInt8]) {
            let count = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            return (Array(bytes[4..<(4 + count)]), Array(bytes[(4 + count)...]))
        }

        func assertion() throws(WireError) -> BrowserAssertion {
            try BrowserAssertion(
                authenticatorData: authenticatorData, clientData: clientData, signature: signature)
        }
    }

    @Test func `makes the very signature that OpenSSH made of it`() throws {
        let parts = try Parts()
        let assertion = try parts.assertion()
        #expect(assertion.origin == "https://www.mindrot.org")
        let armored = Signature.armored(
            assertion, by: parts.key, namespace: OpenSSHVector.namespace)
        #expect(armored == Array(OpenSSHVector.webAuthn.signature.utf8))
        #expect(parts.key.isPasskey(for: "mindrot.org"))
        #expect(!parts.key.isPasskey(for: "www.mindrot.org"))
        let plain = try PublicKey(parsing: OpenSSHVector.ecdsa.key)
        #expect(!plain.isPasskey(for: "mindrot.org"))
    }

    @Test func `was asked for by the challenge`() throws {
        let challenge = Signature.challenge(
            for: Array(OpenSSHVector.message.utf8), namespace: OpenSSHVector.namespace)
        let text = String(decoding: try Parts().clientData, as: UTF8.self)
        #expect(text.contains("\"challenge\":\"\(encodeBase64URL(challenge))\""))
    }

    @Test(arguments: [
        #"{"type":"webauthn.create","challenge":"x","origin":"y","z":""}"#,
        #"{"challenge":"x","type":"webauthn.get","origin":"y","z":""}"#,
        #"{"type":"webauthn.get","challenge":"x","origin":"#, "", "{}",
        String(repeating: "\"", count: 13),
        #" {"type":"webauthn.get","challenge":"x","origin":"y","z":""}"#,
    ])
    func `is nothing where its text begins otherwise`(text: String) throws {
        var parts = try Parts()
        parts.clientData = Array(text.utf8)
        #expect(throws: WireError.contradiction) { try parts.assertion() }
    }

    @Test func `is read to its end and no further`() throws {
        let good = try Parts()
        for count in 0..<37 {
            var parts = good
            parts.authenticatorData = Array(parts.authenticatorData.prefix(count))
            #expect(throws: WireError.self) { try parts.assertion() }
        }
        for count in good.signature.indices {
            var parts = good
            parts.signature = Array(parts.signature.prefix(count))
            #expect(throws: WireError.self) { try parts.assertion() }
        }
        var parts = good
        parts.signature.append(0)
        #expect(throws: WireError.self) { try parts.assertion() }
        parts = good
        parts.clientData += Array(repeating: 0x20, count: 5000)
        #expect(throws: WireError.truncated) { try parts.assertion() }
    }

    @Test func `is nothing any more where a bit of it is another`() throws {
        let good = try Parts()
        for place in [31, 32, 36] {
            var parts = good
            parts.authenticatorData[place] ^= 1
            let armored = Signature.armored(
                try parts.assertion(), by: good.key, namespace: OpenSSHVector.namespace)
            // The hash of the host is not of the signature: the key says which host it must be.
            let objection = Signature.objection(
                to: armored, over: OpenSSHVector.message, namespace: OpenSSHVector.namespace)
            #expect(objection == (place == 31 ? .otherHost : .bad))
        }
    }

    @Test(arguments: [0, 26, 27, 90])
    func `is by a key of exactly P-256`(place: Int) async throws {
        let scratch = try Scratch("passkey")
        let made = try await shell(
            [
                "sh", "-c",
                "openssl ecparam -name prime256v1 -genkey -noout | "
                    + "openssl ec -pubout -outform DER 2>/dev/null | base64 -w0",
            ], in: scratch.path, environment: hermeticEnvironment(home: scratch.path))
        var bytes = Array(try #require(Data(base64Encoded: made.output)))
        #expect(try PublicKey(passkey: bytes, for: "localhost").isPasskey(for: "localhost"))
        bytes[place] ^= 1
        #expect(throws: KeyError.self) { try PublicKey(passkey: bytes, for: "localhost") }
        bytes[place] ^= 1
        bytes.append(0)
        #expect(throws: KeyError.self) { try PublicKey(passkey: bytes, for: "localhost") }
    }
}

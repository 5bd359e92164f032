import Cryptography
import Testing

@Suite struct `An SSH signature` {
    @Test(arguments: OpenSSHVector.verified)
    func `verifies if OpenSSH published it, but one of another host's page`(
        vector: OpenSSHVector
    ) throws {
        let signature = try Signature(armored: Array(vector.signature.utf8))
        #expect(signature.publicKey == (try PublicKey(parsing: vector.key)))
        #expect(signature.namespace == OpenSSHVector.namespace)
        #expect(signature.hash == .sha512)
        let objection = Signature.objection(
            to: Array(vector.signature.utf8), over: OpenSSHVector.message,
            namespace: OpenSSHVector.namespace)
        #expect(objection == vector.objection)
    }

    @Test(arguments: OpenSSHVector.unsupported)
    func `of an algorithm not verified here is unsupported, never bad`(vector: OpenSSHVector) {
        let objection = Signature.objection(
            to: Array(vector.signature.utf8), over: "anything", namespace: OpenSSHVector.namespace)
        let type = String(vector.key.prefix { $0 != " " })
        #expect(objection == .unsupported(algorithm: type))
    }

    @Test(arguments: KeyRing.kinds.keys.sorted(), ["sha256", "sha512"])
    func `of the real ssh-keygen verifies, and nothing else under its name does`(
        kind: String, hash: String
    ) async throws {
        let ring = try KeyRing()
        let key = try await ring.makeKey(kind)
        let signature = try await ring.sign("hello\n", with: kind, hash: hash)
        #expect(try Signature(armored: signature).publicKey == key)
        #expect(try Signature(armored: signature).hash.rawValue == hash)
        #expect(Signature.objection(to: signature, over: "hello\n") == nil)
        #expect(Signature.objection(to: signature, over: "hello") == .bad)
        #expect(Signature.objection(to: signature, over: "") == .bad)
        #expect(
            Signature.objection(to: signature, over: "hello\n", namespace: "file")
                == .wrongNamespace("git"))
    }

    @Test func `with a short RSA key is weak, though ssh-keygen takes it`() async throws {
        let ring = try KeyRing()
        let key = try await ring.makeKey("short", ["-t", "rsa", "-b", "1024"])
        #expect(key.algorithm == .rsa(bits: 1024))
        let signature = try await ring.sign("hello", with: "short")
        #expect(try await ring.checks(signature, "hello"))
        #expect(Signature.objection(to: signature, over: "hello") == .weakKey(bits: 1024))
    }

    @Test func `without the zeros it begins with, as some RSA signers write it, is still good`()
        async throws
    {
        var fields = try SignatureFields(armored: Array(ZeroLedSignature.armored.utf8))
        try #require(fields.signature.removeFirst() == 0)
        let ring = try KeyRing()
        #expect(try await ring.checks(fields.armored, ZeroLedSignature.message))
        #expect(Signature.objection(to: fields.armored, over: ZeroLedSignature.message) == nil)
    }
}

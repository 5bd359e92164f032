import FoundationEssentials
import Git
import RegistryCore
import Support
import Testing

@Suite struct `Signed objects` {
    @Test func `written with a signature satisfy git verify-commit, and come apart again`()
        async throws
    {
        let sandbox = try await Sandbox("--bare")
        try await trustKey(in: sandbox)
        let tree = try await sandbox.id("mktree")
        let registry = Identity(
            name: "Registry", email: "r@example.com", date: Date(timeIntervalSince1970: 1e9))
        let draft = CommitDraft(
            tree: tree, parents: [], author: registry, committer: registry, message: "entry\n")
        let signature = try await sign(draft.payload, in: sandbox)
        let repository = try sandbox.open()
        let id = try repository.writeCommit(draft, signature: signature)
        try await sandbox.git("verify-commit", "\(id)")
        let raw = try repository.rawObject(id, limit: 4096)
        let parts = try #require(SignedObject(commit: raw.bytes))
        #expect(parts.payload == draft.payload)
        #expect(String(decoding: parts.signature, as: UTF8.self) == signature)
        #expect(SignedObject(commit: draft.payload) == nil)
    }

    @Test func `that git tag -s made come apart into what ssh-keygen verifies`() async throws {
        let sandbox = try await Sandbox("--bare")
        try await trustKey(in: sandbox)
        let commit = try await sandbox.commit([])
        try await sandbox.git("tag", "-s", "-m", "Approve\n\nDecision: approve", "t", "\(commit)")
        let repository = try sandbox.open()
        let tag = try #require(try repository.reference("refs/tags/t"))
        let raw = try repository.rawObject(tag, limit: 4096)
        let parts = try #require(SignedObject(tag: raw.bytes))
        try sandbox.scratch.write("signature", parts.signature)
        let verified = try await shell(
            [
                "ssh-keygen", "-Y", "verify", "-f", sandbox.scratch.file("signers"), "-I",
                "r@example.com", "-n", "git", "-s", sandbox.scratch.file("signature"),
            ], in: sandbox.path, environment: sandbox.environment,
            input: String(decoding: parts.payload, as: UTF8.self))
        #expect(verified.status == 0, "\(verified.text)")
        #expect(Tag(tag, parsing: parts.payload)?.message == "Approve\n\nDecision: approve\n")
        #expect(SignedObject(tag: parts.payload) == nil)
    }

    @Test(arguments: [
        "tree x\ngpgsig a\n b\ngpgsig c\n\nm", "tree x\ngpgsig-sha256 a\n b\n\nm",
        "tree x\ngpgsigx a\n\nm", "tree x\n\ngpgsig in the message", "tree x\n",
    ])
    func `with two signatures, or none in its place, count as unsigned`(commit: String) {
        #expect(SignedObject(commit: Array(commit.utf8)) == nil)
    }

    @Test func `leave folded lines of other headers alone`() throws {
        let commit = "tree x\nmergetag a\n gpgsig no\ngpgsig s1\n s2\n\nmessage\n\n  indented"
        let parts = try #require(SignedObject(commit: Array(commit.utf8)))
        #expect(
            String(decoding: parts.payload, as: UTF8.self)
                == "tree x\nmergetag a\n gpgsig no\n\nmessage\n\n  indented")
        #expect(String(decoding: parts.signature, as: UTF8.self) == "s1\ns2\n")
    }

    @Test func `of a tag are cut at the last signature, as git cuts them`() throws {
        let armour = "-----BEGIN SSH SIGNATURE-----"
        let tag = Array("head\n\(armour)\none\n\(armour)\ntwo\ntail".utf8)
        let parts = try #require(SignedObject(tag: tag))
        #expect(String(decoding: parts.payload, as: UTF8.self) == "head\n\(armour)\none\n")
        #expect(String(decoding: parts.signature, as: UTF8.self) == "\(armour)\ntwo\ntail")
    }

    private func trustKey(in sandbox: Sandbox) async throws {
        let key = sandbox.scratch.file("key")
        let made = try await shell(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], in: sandbox.path,
            environment: sandbox.environment)
        try #require(made.status == 0, "\(made.text)")
        let pub = String(decoding: try sandbox.scratch.read("key.pub"), as: UTF8.self)
        try sandbox.scratch.write("signers", "r@example.com \(pub)")
        for (name, value) in [
            ("gpg.format", "ssh"), ("user.signingkey", key),
            ("gpg.ssh.allowedSignersFile", sandbox.scratch.file("signers")),
        ] {
            try await sandbox.git("config", name, value)
        }
    }

    private func sign(_ payload: [UInt8], in sandbox: Sandbox) async throws -> String {
        let signed = try await shell(
            ["ssh-keygen", "-Y", "sign", "-n", "git", "-f", sandbox.scratch.file("key")],
            in: sandbox.path, environment: sandbox.environment,
            input: String(decoding: payload, as: UTF8.self))
        try #require(signed.status == 0, "\(signed.text)")
        return signed.output
    }
}

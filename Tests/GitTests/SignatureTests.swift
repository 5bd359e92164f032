import FoundationEssentials
import Git
import RegistryCore
import Support
import Testing

@Suite struct `Signed commits` {
    @Test func `written with a signature satisfy git verify-commit`() async throws {
        let sandbox = try await Sandbox("--bare")
        try await trustKey(in: sandbox)
        let tree = try await sandbox.id("mktree")
        let registry = Identity(
            name: "Registry", email: "r@example.com", date: Date(timeIntervalSince1970: 1e9))
        let draft = CommitDraft(
            tree: tree, parents: [], author: registry, committer: registry, message: "entry\n")
        let signature = try await sign(draft.payload, in: sandbox)
        let id = try sandbox.open().writeCommit(draft, signature: signature)
        try await sandbox.git("verify-commit", "\(id)")
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

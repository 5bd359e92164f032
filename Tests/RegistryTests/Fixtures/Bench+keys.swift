import FoundationEssentials
import RegistryCore
import Testing

extension Bench {
    /// Makes one more key pair in `keys/`.
    func makeKey(_ name: String) async throws {
        try await run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "keys/\(name)"], in: folder)
    }

    /// Makes a key pair whose public half is a certificate by the key `authority`.
    func certify(
        _ name: String, by authority: String = "authority", as principals: String,
        _ options: [String]
    ) async throws {
        try await makeKey(name)
        let words = ["ssh-keygen", "-q", "-s", "keys/\(authority)", "-I", name, "-n", principals]
        try await run(words + options + ["keys/\(name).pub"], in: folder)
        try await run(["mv", "keys/\(name)-cert.pub", "keys/\(name).pub"], in: folder)
    }

    /// Brings one commit with these changes to `main`, as alice, who is an admin.
    func change(_ changes: Change...) async throws {
        let tip = try #require(try await tip("refs/heads/main"))
        let commit = try await commit(onto: [tip], changes)
        try await require("\(commit):refs/heads/main")
    }

    /// Adds lines to `allowed_signers`; each is a person, options and a key of `keys/`.
    func allow(_ lines: (who: String, options: String, key: String)...) async throws {
        var text = try signers()
        for line in lines {
            text += "\(line.who) \(line.options) \(try publicKey(line.key))\n"
        }
        try await change(.file("allowed_signers", text))
    }

    /// A line of `revoked_keys`.
    func revocation(of key: String, since: Date) throws -> String {
        "\(try publicKey(key)) \(since.timestamp) stolen\n"
    }
}

extension Bench {
    /// Makes OpenPGP keys for `<name>@example.com` each, and returns what publishes them together.
    func makeOpenPGPKeys(_ names: String...) async throws -> String {
        for name in names {
            let words = [
                "gpg", "--batch", "--quiet", "--pinentry-mode=loopback", "--passphrase", "",
            ]
            let id = "\(name) <\(name)@example.com>"
            try await run(words + ["--quick-gen-key", id, "ed25519", "sign", "never"], in: folder)
        }
        let words = ["gpg", "--batch", "--quiet", "--armor", "--export"]
        return try await run(words + names.map { "<\($0)@example.com>" }, in: folder) + "\n"
    }

    /// The fingerprint of the OpenPGP key of `<name>@example.com`.
    func openPGPFingerprint(_ name: String) async throws -> String {
        let words = ["gpg", "--batch", "--with-colons", "--list-keys", "<\(name)@example.com>"]
        let lines = try await run(words, in: folder).split(separator: "\n")
        let line = try #require(lines.first { $0.hasPrefix("fpr") })
        return String(line.split(separator: ":", omittingEmptySubsequences: false)[9])
    }

    /// Signs a statement by OpenPGP and returns the refspec that publishes it.
    func signOpenPGP(
        _ statement: ApprovalStatement, with name: String
    ) async throws -> String {
        let words = [
            "git", "-c", "gpg.format=openpgp", "-c", "user.signingkey=<\(name)@example.com>",
            "tag", "-f", "-s", "--cleanup=verbatim", "-F", "-", "\(statement.tagName)",
            "\(statement.proposal)",
        ]
        try await run(words, in: work, as: name, input: statement.message)
        return "refs/tags/\(statement.tagName):refs/tags/\(statement.tagName)"
    }
}

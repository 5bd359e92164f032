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

import Cryptography
import FoundationEssentials
import Git
import RegistryCore

extension Workspace {
    /// The settings with which `git tag -s` signs for this person: git's own where they say
    /// OpenPGP, else an SSH key that the registry knows.
    func signingSettings(of person: Person) async throws(RegistryError) -> [GitArgument] {
        if try await session.configured("gpg.format") == "openpgp" { return [] }
        let key = try await signingKey(of: person)
        do {
            return ["-c", "gpg.format=ssh", "-c", try .option("user.signingkey", key)]
        } catch {
            throw explain(error, "user.signingkey")
        }
    }

    /// What `user.signingkey` shall be: what git is told, else the one key of this person that the
    /// registry knows and that lies in `~/.ssh` or in the agent.
    func signingKey(of person: Person) async throws(RegistryError) -> String {
        if let configured = try await session.configured("user.signingkey"), !configured.isEmpty {
            return configured
        }
        let known = try catalog.signers(at: try catalog.snapshot())
            .keys(of: person, at: session.now).map(\.publicKey)
        if let file = publicKeyFiles().first(where: { known.contains($0.key) }) {
            return file.path
        }
        for key in try await agentKeys() where known.contains(key) {
            return "key::\(key.openSSHText)"
        }
        throw RegistryError(
            .signatureBad, "There is no key of \(person) to sign with.",
            remedy:
                "Run `git config --global user.signingkey <your public key file>`; the key must "
                + "be in allowed_signers.")
    }

    private func publicKeyFiles() -> [(path: String, key: PublicKey)] {
        let folder = "\(session.environment["HOME"] ?? "")/.ssh"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".pub") }.sorted().prefix(100).compactMap { name in
            let path = "\(folder)/\(name)"
            guard let text = try? String(contentsOfFile: path, encoding: .utf8),
                let key = try? PublicKey(parsing: text)
            else { return nil }
            return (path, key)
        }
    }

    private func agentKeys() async throws(RegistryError) -> [PublicKey] {
        guard session.environment["SSH_AUTH_SOCK"] != nil else { return [] }
        let lines = (try? await KeyProgram(environment: session.environment).agentKeys()) ?? []
        return lines.compactMap { try? PublicKey(parsing: $0) }
    }
}

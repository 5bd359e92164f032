import Subprocess

/// OpenSSH's `ssh-keygen` and `ssh-add`, with which git itself signs.
package struct KeyProgram: Sendable {
    private let environment: [String: String]

    /// - Parameter environment: All of the child's environment, `PATH` included.
    package init(environment: [String: String]) {
        self.environment = environment
    }

    /// Makes an ed25519 key without a passphrase at `path`, and its public half at `<path>.pub`.
    ///
    /// - Parameter path: Absolute, and free: `ssh-keygen` would ask before it replaces a file.
    package func makeKey(at path: String, comment: String) async throws(GitError) {
        let words = ["-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", path]
        try await run("ssh-keygen", words)
    }

    /// The public keys that the user's agent holds, one line each.
    package func agentKeys() async throws(GitError) -> [String] {
        try await run("ssh-add", ["-L"]).split(separator: "\n").map(String.init)
    }

    @discardableResult
    private func run(_ program: String, _ words: [String]) async throws(GitError) -> String {
        let pairs = environment.map { (Environment.Key(stringLiteral: $0), $1) }
        do {
            let result = try await Subprocess.run(
                .name(program), arguments: Arguments(words),
                environment: .custom(Dictionary(uniqueKeysWithValues: pairs)), input: .none,
                output: .string(limit: 1 << 20), error: .string(limit: 1 << 16))
            guard result.terminationStatus.isSuccess else {
                throw GitError.failed(command: program, status: 1, message: result.standardError)
            }
            return result.standardOutput
        } catch let error as GitError {
            throw error
        } catch {
            throw .notRun(command: program, reason: "\(error)")
        }
    }
}

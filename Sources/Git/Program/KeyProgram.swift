import Subprocess
import SystemPackage

/// The `ssh-keygen` program, which git itself signs with: it makes the registry's own key.
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
        let pairs = environment.map { (Environment.Key(stringLiteral: $0), $1) }
        do {
            let result = try await Subprocess.run(
                .name("ssh-keygen"), arguments: Arguments(words),
                environment: .custom(Dictionary(uniqueKeysWithValues: pairs)), input: .none,
                output: .discarded, error: .string(limit: 1 << 16))
            guard result.terminationStatus.isSuccess else {
                throw GitError.failed(
                    command: "ssh-keygen", status: 1, message: result.standardError)
            }
        } catch let error as GitError {
            throw error
        } catch {
            throw .notRun(command: "ssh-keygen", reason: "\(error)")
        }
    }
}

import FoundationEssentials
import Subprocess

/// What runs a command on another machine, as `git` itself would: `GIT_SSH_COMMAND`,
/// `core.sshCommand`, `GIT_SSH` or `ssh`.
package struct SecureShell: Sendable {
    private let git: GitProgram
    private let environment: [String: String]

    package init(git: GitProgram, environment: [String: String]) {
        self.git = git
        self.environment = environment
    }

    /// Runs words on the machine that `destination` names.
    ///
    /// - Parameters:
    ///   - destination: `[user@]host`; one that `ssh` could take for an option is refused.
    ///   - command: One line for the other side's shell; whoever makes it quotes what needs it.
    /// - Returns: What it printed, and its exit status: 255 if there was no connection.
    package func run(
        _ command: String, on destination: String, port: Int?
    ) async throws(GitError) -> GitOutput {
        guard let first = destination.utf8.first, first != UInt8(ascii: "-") else {
            throw .invalidArgument(destination)
        }
        let words = (port.map { ["-p", "\($0)"] } ?? []) + [destination, command]
        do {
            // The user's own setting is a line for a shell, and only that line: what comes from
            // elsewhere are its words.
            let result = try await Subprocess.run(
                try await program("sh", in: environment),
                arguments: Arguments(["-c", "\(try await client()) \"$@\"", "ssh"] + words),
                environment: custom(environment), input: .none, output: .bytes(limit: 1 << 20),
                error: .string(limit: 1 << 20))
            return GitOutput(
                status: result.terminationStatus.exitStatus, output: result.standardOutput,
                errors: result.standardError)
        } catch {
            throw .notRun(command: "ssh \(destination)", reason: "\(error)")
        }
    }

    private func client() async throws(GitError) -> String {
        if let command = environment["GIT_SSH_COMMAND"], !command.isEmpty { return command }
        let configured = try await git.run(["config", "--get", "core.sshCommand"])
        if configured.status == 0, let line = configured.text.split(separator: "\n").first {
            return String(line)
        }
        return environment["GIT_SSH"].map { _ in "\"$GIT_SSH\"" } ?? "ssh"
    }
}

import Subprocess
import SystemPackage

/// What a child process left behind.
package struct Outcome: Sendable {
    package let status: Int32
    package let output: String
    package let errors: String

    /// Both streams without the last line end, for a failing expectation to show.
    package var text: String {
        (output + errors).split(separator: "\n").joined(separator: "\n")
    }
}

/// An environment in which `git` and `ssh-keygen` see nothing of the machine's own settings.
///
/// The clock stays real; identities and dates are added by the test that needs them.
package func hermeticEnvironment(home: String, _ extra: [String: String] = [:]) -> [String: String]
{
    [
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": home, "XDG_CONFIG_HOME": "\(home)/.config", "XDG_CACHE_HOME": "\(home)/.cache",
        "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "cat",
        "LC_ALL": "C.UTF-8", "TZ": "UTC",
    ].merging(extra) { $1 }
}

/// Runs `words` as a real child process and returns what it left behind, whatever its exit status.
package func shell(
    _ words: [String], in directory: String, environment: [String: String], input: String = ""
) async throws -> Outcome {
    let pairs = environment.map { (Environment.Key(stringLiteral: $0), $1) }
    let result = try await run(
        words[0].contains("/") ? .path(FilePath(words[0])) : .name(words[0]),
        arguments: Arguments(Array(words.dropFirst())),
        environment: .custom(Dictionary(uniqueKeysWithValues: pairs)),
        workingDirectory: FilePath(directory),
        input: .string(input), output: .string(limit: 1 << 26), error: .string(limit: 1 << 26))
    let status: Int32 =
        switch result.terminationStatus {
        case .exited(let code): code
        case .signaled(let signal): 128 + signal
        }
    return Outcome(
        status: status, output: result.standardOutput, errors: result.standardError)
}

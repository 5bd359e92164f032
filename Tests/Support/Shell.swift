import FoundationEssentials
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
    ].merging(sanitizerOptions) { $1 }.merging(extra) { $1 }
}

/// What `make sanitize` says to every program that was built with a sanitizer, hooks too.
private let sanitizerOptions = ProcessInfo.processInfo.environment.filter {
    ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains($0.key)
}

/// Whether `make sanitize` runs, under which everything takes twenty times as long.
package let isSanitized = !sanitizerOptions.isEmpty

/// Lets in so many at a time, and the others in the order in which they came.
///
/// Hundreds of tests start at once, and each runs programs: all of them together take a quarter
/// longer than a few at a time, and make whoever watches a clock believe that something hangs.
private actor Turnstile {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ width: Int) {
        free = width
    }

    func enter() async {
        guard free == 0 else {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func leave() {
        guard !waiting.isEmpty else {
            free += 1
            return
        }
        waiting.removeFirst().resume()
    }
}

/// Wide enough for what has to run at the same time in one test: a server, and who is served.
private let turnstile = Turnstile(8)

/// Runs `words` as a real child process and returns what it left behind, whatever its exit status.
package func shell(
    _ words: [String], in directory: String, environment: [String: String], input: String = ""
) async throws -> Outcome {
    let pairs = environment.map { (Environment.Key(stringLiteral: $0), $1) }
    await turnstile.enter()
    defer { Task { await turnstile.leave() } }
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

import ArgumentParser

/// `cairn completion`
struct Completion: Verb {
    static let configuration = CommandConfiguration(
        commandName: "completion",
        abstract: "Print the script that completes cairn's words in a shell.",
        discussion: "`make install` puts it where the shells look; in the shell at hand, "
            + "`source <(cairn completion bash)` is enough.")
    static let examples = [
        "cairn completion bash", "cairn completion zsh", "cairn completion fish",
    ]

    @Argument(help: "The shell.")
    var shell: Shell

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> CompletionReport {
        CompletionReport(shell: shell, script: shell.completionScript(of: Cairn.self))
    }
}

/// What `completion` prints.
struct CompletionReport: Report {
    let shell: Shell
    let script: String

    private enum CodingKeys: String, CodingKey { case shell, script }

    var blocks: [Block] { [.lines(lines(of: script))] }
}

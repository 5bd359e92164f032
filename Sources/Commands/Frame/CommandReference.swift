package import ArgumentParser

/// `docs/cli.md`: what every command's `--help` says, in one page.
package struct CommandReference {
    private let root: any ParsableCommand.Type

    package init(of root: any ParsableCommand.Type) {
        self.root = root
    }

    /// The page, rendered for 80 columns.
    package var markdown: String {
        ([opening] + pages(below: [root])).joined(separator: "\n\n") + "\n"
    }

    /// The command's own page, then those of the commands below it that help shows.
    private func pages(below path: [any ParsableCommand.Type]) -> [String] {
        let command = path[path.count - 1]
        let name = path.map { $0._commandName }.joined(separator: " ")
        let text = HelpPage(command, of: root).text(columns: Terminal.usualColumns)
        let shown = command.configuration.subcommands.filter { $0.configuration.shouldDisplay }
        return ["## \(name)\n\n```text\n\(text)\n```"] + shown.flatMap { pages(below: path + [$0]) }
    }

    private var opening: String {
        """
        # The command line

        <!-- Rendered from the commands: `UPDATE_DOCS=1 swift test --filter Reference` -->

        Data goes to standard output; notes, questions, progress bars and errors go to standard
        error. A progress bar appears on a terminal only, once something takes more than a second.
        Nothing is coloured, so nothing depends on it.

        With `--format json` every command prints one JSON document and a line end. Its keys are a
        promise, sorted, and written `like_this`; times are UTC (`2026-11-20T14:03:11Z`), sizes are
        bytes. The layout of tables is no promise.

        A command that fails says why on standard error, once per objection:

        ```text
        error: production needs 2 approvals and has 1. [approvals-missing]
        Hint: Ask a member of ml-leads to run `cairn approve`.
        ```

        With `--format json` the same is also the document on standard output:
        `{"error": {"code", "message", "remedy", "objections": [{"code", "message", "remedy"}]}}`.
        A command that looks for what is wrong, such as `verify`, prints its own document instead,
        with its `objections` in it.

        ```text
        \(exitStatusHelp)
        ```
        """
    }
}

package import ArgumentParser

/// What `--help` says of one command.
package struct HelpPage {
    private let root: any ParsableCommand.Type
    private let command: any ParsableCommand.Type

    package init(_ command: any ParsableCommand.Type, of root: any ParsableCommand.Type) {
        self.command = command
        self.root = root
    }

    /// How wide help is: like the terminal, unless that makes lines too long or too short to read.
    static func columns(on output: OutputStream) -> Int {
        max(50, min(100, output.columns ?? Terminal.usualColumns))
    }

    /// Overview, usage, arguments, options, and examples, as plain text.
    package func text(columns: Int) -> String {
        let page = root.helpMessage(for: command, columns: columns)
        return ([page.trimmingEnd] + examples).joined(separator: "\n\n")
    }

    /// What a parser's own page lacks: how it is used, and how it ends.
    var appendix: String {
        (examples + [exitStatusHelp]).joined(separator: "\n\n")
    }

    private var examples: [String] {
        guard let verb = command as? any Verb.Type else { return [] }
        let lines = verb.examples.map { "  \($0)" }
        let title = lines.count == 1 ? "EXAMPLE:" : "EXAMPLES:"
        return [([title] + lines).joined(separator: "\n")]
    }
}

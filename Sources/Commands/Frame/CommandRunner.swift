package import ArgumentParser
import RegistryCore

/// Runs command lines of one tree of commands.
package struct CommandRunner: Sendable {
    private let root: any (ParsableCommand & SendableMetatype).Type
    private let surroundings: Surroundings

    package init(
        _ root: any (ParsableCommand & SendableMetatype).Type, in surroundings: Surroundings
    ) {
        self.root = root
        self.surroundings = surroundings
    }

    /// Does what `words` ask for, prints what came of it, and returns the exit code it earns.
    package func run(_ words: [String]) async -> Int32 {
        var console = Console(surroundings, format: OutputFormat(scanning: words))
        do {
            switch try parse(words) {
            case .text(let text):
                try console.put(text)
                return 0
            case .verb(let verb):
                console = Console(surroundings, format: verb.global.format)
                let context = Context(surroundings, options: verb.global)
                return try await verb.run(in: context).show(on: console)
            }
        } catch  where isShellAsking(words) {
            return FailureKind.usage.exitCode
        } catch {
            return console.show(error)
        }
    }

    /// What a command line asks for.
    private enum Request {
        case verb(any Verb)
        /// Help, the version, a completion script.
        case text(String)
    }

    private func parse(_ words: [String]) throws -> Request {
        let path = CommandPath(of: words, from: root)
        let words = (path.command as? any Verb.Type)?.spelled(words) ?? words
        if let verb = verb(of: words, at: path) { return .verb(verb) }
        let command: any ParsableCommand
        do {
            command = try root.parseAsRoot(words)
        } catch {
            return .text(try text(for: error, at: path))
        }
        if let verb = command as? any Verb { return .verb(verb) }
        if path.stray != nil { throw unknownCommand(path) }
        guard type(of: command).configuration.subcommands.isEmpty else {
            throw incompleteCommand(path)
        }
        return .text(try help(from: command, at: path))
    }

    /// The verb of a command line that begins with its name and is right; `nil` for any other.
    ///
    /// The parser by itself reads a line anew at each command on the way down from the root, which
    /// takes longer than many a verb does.
    private func verb(of words: [String], at path: CommandPath) -> (any Verb)? {
        let names = path.commands.dropFirst().map { $0._commandName }
        guard words.starts(with: names), let verb = path.command as? any Verb.Type else {
            return nil
        }
        return try? verb.parse(Array(words.dropFirst(names.count)))
    }

    /// The version or a completion script, which the parser throws; other errors are thrown on.
    private func text(for error: any Error, at path: CommandPath) throws -> String {
        guard !root.exitCode(for: error).isSuccess else {
            return root.fullMessage(for: error, columns: columns)
        }
        throw path.stray == nil
            ? misuse(root.message(for: error), of: path) : unknownCommand(path)
    }

    /// The page that the parser's help command throws when it runs, and what we add to it.
    private func help(from command: any ParsableCommand, at path: CommandPath) throws -> String {
        var command = command
        do {
            try command.run()
            return ""
        } catch {
            let page = root.fullMessage(for: error, columns: columns).trimmingEnd
            return "\(page)\n\n\(HelpPage(path.command, of: root).appendix)"
        }
    }

    private var columns: Int {
        HelpPage.columns(on: surroundings.output)
    }

    private func misuse(_ message: String, of path: CommandPath) -> RegistryError {
        let example = (path.command as? any Verb.Type)?.examples.first
        let model = example.map { "Write it like `\($0)`; " } ?? ""
        return RegistryError(
            .usage, isSentence(message) ? message : "\(message).",
            remedy: "\(model)`\(path.name) --help` explains it.")
    }

    private func unknownCommand(_ path: CommandPath) -> RegistryError {
        RegistryError(
            .usage, "'\(path.stray?.printable ?? "")' is no command of `\(path.name)`.",
            remedy: path.suggestion.map { "Did you mean `\($0)`?" }
                ?? "`\(path.name) --help` lists the commands.")
    }

    private func incompleteCommand(_ path: CommandPath) -> RegistryError {
        RegistryError(
            .usage, "`\(path.name)` needs the name of a command after it.",
            remedy: "`\(path.name) --help` lists them.")
    }
}

/// Whether no person typed this, but a shell that completes what one is typing, and whose line a
/// message would land in the middle of.
private func isShellAsking(_ words: [String]) -> Bool {
    words.first == "---completion"
}

/// Whether the parser's message ends as a sentence, or is a list over several lines.
private func isSentence(_ message: String) -> Bool {
    message.hasSuffix(".") || message.hasSuffix("?") || message.contains("\n")
}

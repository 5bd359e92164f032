package import ArgumentParser
import RegistryCore

/// Which command a command line names, as far as its words can be followed.
///
/// The parser keeps this to itself when it fails, and that is when a good message needs it.
package struct CommandPath {
    /// From the root to the last command that was recognized.
    package private(set) var commands: [any ParsableCommand.Type]
    /// The word in the place of a command that names none.
    package private(set) var stray: String?

    /// Follows `words` down from `root`, looking past options.
    package init(of words: [String], from root: any ParsableCommand.Type) {
        commands = [root]
        var rest = words[...]
        while stray == nil, !subcommands.isEmpty, let word = rest.popFirst(), word != "--" {
            if GlobalOptions.namesWithValue.contains(word) {
                rest = rest.dropFirst()
            } else if !word.hasPrefix("-"), !(word == "help" && commands.count == 1) {
                descend(to: word)
            }
        }
    }

    /// The last command that was recognized.
    package var command: any ParsableCommand.Type { commands[commands.count - 1] }

    /// The command as one types it: `cairn store verify`.
    package var name: String {
        commands.map { $0._commandName }.joined(separator: " ")
    }

    /// What the stray word could have meant.
    package var suggestion: String? {
        guard let stray else { return nil }
        let names = subcommands.filter { $0.configuration.shouldDisplay }.map { $0._commandName }
        return nearest(to: stray, among: names).map { "\(name) \($0)" }
    }

    private var subcommands: [any ParsableCommand.Type] { command.configuration.subcommands }

    private mutating func descend(to word: String) {
        let match = subcommands.first {
            $0._commandName == word || $0.configuration.aliases.contains(word)
        }
        if let match {
            commands.append(match)
        } else {
            stray = word
        }
    }
}

package import ArgumentParser
package import FoundationEssentials
import RegistryCore

/// One page of the manual, in mdoc(7), made from what the parser knows of a command.
package struct ManualPage {
    /// From the root to the command that the page is about.
    private let path: [any ParsableCommand.Type]
    private let command: CommandDescription
    private let date: Date

    /// A page for `root` and for every command below it that help shows.
    package static func all(
        of root: any ParsableCommand.Type, on date: Date
    ) -> [ManualPage] {
        pages(below: [root], on: date)
    }

    private static func pages(
        below path: [any ParsableCommand.Type], on date: Date
    ) -> [ManualPage] {
        guard let last = path.last, let description = CommandDescription(last) else { return [] }
        let page = ManualPage(path: path, command: description, date: date)
        return [page] + shown(below: last).flatMap { pages(below: path + [$0], on: date) }
    }

    private static func shown(
        below command: any ParsableCommand.Type
    ) -> [any ParsableCommand.Type] {
        command.configuration.subcommands.filter { $0.configuration.shouldDisplay }
    }

    /// `cairn-store-gc.1`
    package var fileName: String { "\(name).1" }

    /// The page's source.
    package var text: String {
        (head + synopsis + description + below + exitStatus + examples + seeAlso)
            .joined(separator: "\n") + "\n"
    }

    private var words: [String] { path.map { $0._commandName } }
    private var name: String { words.joined(separator: "-") }

    private var head: [String] {
        [
            ".Dd \(date.timestamp.prefix(10))", ".Dt \(name.uppercased()) 1", ".Os", ".Sh NAME",
            ".Nm \(name)",
            ".Nd \(roff((command.abstract ?? "").withoutFullStop))",
        ]
    }

    private var synopsis: [String] {
        [".Sh SYNOPSIS", ".Nm \(words.joined(separator: " "))"]
            + shownArguments.map { ".\($0.usage)" }
            + (subcommands.isEmpty ? [] : [".Ar command"])
    }

    private var description: [String] {
        let text = [command.abstract, command.discussion].compactMap(\.self)
        return [".Sh DESCRIPTION"] + text.flatMap { sentences($0) + [".Pp"] }.dropLast()
            + list(shownArguments.map { ($0.head, $0.explanation) })
    }

    private var below: [String] {
        guard !subcommands.isEmpty else { return [] }
        return [".Sh COMMANDS"]
            + list(
                subcommands.map {
                    ("Xr \(name)-\($0._commandName) 1", sentences($0.configuration.abstract))
                })
    }

    private var exitStatus: [String] {
        let rows = FailureKind.all.map { ("\($0.exitCode)", [roff($0.meaning)]) }
        return [".Sh EXIT STATUS"] + list([("0", ["done"])] + rows)
    }

    private var examples: [String] {
        guard let verb = path.last as? any Verb.Type else { return [] }
        return [".Sh EXAMPLES"] + verb.examples.map { ".Dl \(roff($0))" }
    }

    private var seeAlso: [String] {
        let names = path.count == 1 ? ["git"] : ["git", words.dropLast().joined(separator: "-")]
        let lines = names.sorted().map { ".Xr \($0) 1" }
        return [".Sh SEE ALSO"] + lines.dropLast().map { "\($0) ," } + lines.suffix(1)
    }

    private var subcommands: [any ParsableCommand.Type] { Self.shown(below: path[path.count - 1]) }

    private var shownArguments: [CommandDescription.Argument] {
        (command.arguments ?? []).filter(\.shouldDisplay)
    }
}

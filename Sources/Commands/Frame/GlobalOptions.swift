package import ArgumentParser

/// The options that every command takes, before its name or after it.
package struct GlobalOptions: ParsableArguments, Sendable {
    @Option(
        name: [.customShort("R"), .customLong("registry")],
        help: ArgumentHelp(
            "The registry to work on; else CAIRN_REGISTRY, else the one around you.",
            valueName: "url|path"))
    package var registry: String?

    @Option(
        name: [.customShort("C"), .customLong("directory")],
        help: ArgumentHelp("Work as if started in this folder.", valueName: "folder"))
    package var directory: String?

    @Option(
        help: ArgumentHelp("How to print what was found out.", valueName: "format"))
    package var format: OutputFormat = .table

    @Flag(name: .shortAndLong, help: "Print no notes and no progress, only data and errors.")
    package var quiet = false

    package init() {}

    /// The spellings after which the next word is a value, and so never the name of a command.
    static let namesWithValue: Set = ["-R", "--registry", "-C", "--directory", "--format"]
}

/// How data is printed.
package enum OutputFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
    /// For people; its layout is no promise.
    case table
    /// For programs; its keys are a promise.
    case json
    /// For people who read it where Markdown is shown, such as in a merge request.
    case markdown

    /// What `words` ask for, as far as can be told when they don't parse.
    init(scanning words: [String]) {
        let pairs = zip(words, words.dropFirst())
        let asked = OutputFormat.allCases.first { format in
            words.contains("--format=\(format.rawValue)")
                || pairs.contains { $0 == ("--format", format.rawValue) }
        }
        self = asked ?? .table
    }
}

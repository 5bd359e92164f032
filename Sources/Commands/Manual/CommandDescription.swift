import ArgumentParser
import FoundationEssentials

/// What the parser says of one command, read from its own dump.
struct CommandDescription: Decodable {
    let abstract: String?
    let discussion: String?
    let arguments: [Argument]?

    /// One argument, option or flag.
    struct Argument: Decodable {
        let kind: Kind
        let abstract: String?
        let discussion: String?
        let names: [Name]?
        let valueName: String?
        let defaultValue: String?
        let allValues: [String]?
        let isOptional: Bool
        let isRepeating: Bool
        let shouldDisplay: Bool
    }

    /// How an argument is given.
    enum Kind: String, Decodable {
        case positional, option, flag
    }

    /// One spelling of an option.
    struct Name: Decodable {
        let kind: String
        let name: String

        /// With the dashes that the shell needs, one less than mdoc's `Fl` adds.
        var dashed: String { kind == "long" ? "-\(name)" : name }
    }

    /// Describes `command`; `nil` if this parser's dump has another form.
    init?(_ command: any ParsableCommand.Type) {
        struct Dump: Decodable { let command: CommandDescription }
        let json = Data(command._dumpHelp().utf8)
        guard let dump = try? JSONDecoder().decode(Dump.self, from: json) else { return nil }
        self = dump.command
    }
}

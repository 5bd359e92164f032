import ArgumentParser
import FoundationEssentials
import Registry
import RegistryCore

/// `cairn person revoke`
struct PersonRevoke: Verb {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Say since when a key must not be trusted, whatever was built on it.")
    static let examples = [
        "cairn person revoke carol@example.com --since 2026-11-03T00:00:00Z --reason stolen"
    ]

    @Argument(
        help: ArgumentHelp("The person's address.", valueName: "email"),
        transform: Person.init(checking:))
    var person: Person

    @Option(
        help: ArgumentHelp(
            "The one key that is meant; else all of them.", valueName: "fingerprint"))
    var key: String?

    @Option(
        help: ArgumentHelp(
            "The first moment at which it may have signed for somebody else; else now.",
            valueName: "time"),
        transform: instant)
    var since: Date?

    @Option(help: "What happened, for those who read the list.")
    var reason: String = ""

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> PersonChangeReport {
        let workspace = try await Workspace.open(context.session(), fresh: true)
        return PersonChangeReport(
            change: try await workspace.revokeKeys(
                of: person, named: key, since: since, reason: reason))
    }
}

private func instant(_ text: String) throws -> Date {
    guard let date = Date(timestamp: text) else {
        throw RegistryError(
            .usage, "'\(text.printable)' is no time.", remedy: "Write 2026-11-20T14:03:11Z.")
    }
    return date
}

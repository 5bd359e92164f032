import ArgumentParser
import FoundationEssentials
import Registry
import RegistryCore

/// `cairn person`
struct PersonVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "Say who signs with which key, and who may do what.",
        subcommands: [
            PersonAdd.self, PersonList.self, PersonClose.self, PersonRevoke.self,
        ])
}

/// `cairn person add`
struct PersonAdd: Verb {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a person's key, and their groups and role.")
    static let examples = [
        "cairn person add carol@example.com --key carol.pub --group ml-leads",
        "cairn person add dan@example.com --key dan.pub --role contributor",
        "cairn person add erin@example.com --key erin.asc",
    ]

    @Argument(
        help: ArgumentHelp("The person's address.", valueName: "email"),
        transform: Person.init(checking:))
    var person: Person

    @Option(help: ArgumentHelp("Their public key, of SSH or OpenPGP.", valueName: "file"))
    var key: String

    @Option(
        parsing: .singleValue, help: "A group to add them to; it is made if need be.",
        transform: GroupName.init(checking:))
    var group: [GroupName] = []

    @Option(
        help: "What they may do everywhere: viewer, reader, contributor, maintainer or admin.",
        transform: Role.init(checking:))
    var role: Role?

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> PersonChangeReport {
        let workspace = try await Workspace.open(context.session(), fresh: true)
        let new = NewPerson(
            person: person, publicKey: try context.publicKey(key), groups: group, role: role)
        return PersonChangeReport(change: try await workspace.addPerson(new))
    }
}

/// `cairn person list`
struct PersonList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List everybody with their role, groups and keys.")
    static let examples = ["cairn person list"]

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> PersonListReport {
        let workspace = try await Workspace.open(context.session())
        return PersonListReport(people: try workspace.people())
    }
}

/// `cairn person close`
struct PersonClose: Verb {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Close every key of a person from now on; what they signed before stays good.")
    static let examples = ["cairn person close carol@example.com"]

    @Argument(
        help: ArgumentHelp("The person's address.", valueName: "email"),
        transform: Person.init(checking:))
    var person: Person

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> PersonChangeReport {
        let workspace = try await Workspace.open(context.session(), fresh: true)
        return PersonChangeReport(change: try await workspace.closeKeys(of: person))
    }
}

/// What `person list` prints.
struct PersonListReport: Report {
    let people: [PersonReport]

    func encode(to encoder: any Encoder) throws { try people.encode(to: encoder) }

    var blocks: [Block] { [.table(personTable(people))] }
}

/// What `person add`, `person close` and `person revoke` print.
struct PersonChangeReport: Report {
    let change: PersonChange

    func encode(to encoder: any Encoder) throws { try change.encode(to: encoder) }

    var blocks: [Block] {
        [
            .table(personTable([change.person])),
            .line("main is at \(change.commit)"),
        ]
    }
}

/// One line for each key, or for a person without any.
private func personTable(_ people: [PersonReport]) -> Table {
    Table(
        ["person", "role", "groups", "key", "algorithm", "valid"],
        rows: people.flatMap { person in
            let roles =
                [person.role?.rawValue].compactMap(\.self)
                + person.namespaces.sorted { $0.key < $1.key }
                .map { "\($0.value.rawValue) in \($0.key)" }
            let start = [
                "\(person.person)", roles.isEmpty ? "-" : roles.joined(separator: ", "),
                person.groups.map(\.description).joined(separator: ", "),
            ]
            guard !person.keys.isEmpty else { return [start + ["no key", "-", "-"]] }
            return person.keys.map { start + [$0.fingerprint, $0.algorithm, validity(of: $0)] }
        })
}

private func validity(of key: KeyReport) -> String {
    if let revoked = key.revoked { return "no, revoked since \(revoked.timestamp)" }
    let span = [
        key.validAfter.map { "from \($0.timestamp)" },
        key.validBefore.map { "until \($0.timestamp)" },
    ]
    let words = span.compactMap(\.self).joined(separator: " ")
    return words.isEmpty ? "yes" : (key.valid ? "yes, " : "no, ") + words
}

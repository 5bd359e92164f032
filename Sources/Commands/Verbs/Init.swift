import ArgumentParser
import FoundationEssentials
import Registry
import RegistryCore

/// `cairn init`
struct Init: Verb {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make an empty registry in a folder.",
        discussion: "With --host its first commit has what reviewing on that Git host takes: the "
            + "job that judges merge requests, protection settings, templates. In a clone of a "
            + "registry, --host writes these files there, for you to commit. docs/hosts.md says "
            + "how to go on.")
    static let examples = [
        "cairn init ./registry --name acme-models --admin alice@example.com "
            + "--key ~/.ssh/id_ed25519.pub",
        "cairn init ./registry --team --host github", "cairn init . --host gitlab",
    ]

    @Argument(help: "The folder to make.")
    var folder: String

    @Option(help: "What people call the registry; else the folder's name.")
    var name: String?

    @Option(help: ArgumentHelp("The first admin; else git's user.email.", valueName: "email"))
    var admin: String?

    @Option(
        help: ArgumentHelp(
            "The admin's public SSH key; else git's user.signingkey.", valueName: "file"))
    var key: String?

    @Flag(help: "Demand the approval of two others for production.")
    var team = false

    @Option(help: "The Git host that it shall be reviewed on.")
    var host: GitHost?

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> InitReport {
        let session = context.session()
        if let host, session.isClone(folder) {
            return .written(try session.write(filesOf: host, into: folder))
        }
        let usual = session.absolute(folder).lastPathComponent
        let name = try name ?? context.ask("The registry's name", usual: usual, option: "--name")
        let email = try await context.setting(
            admin, git: "user.email", "The first admin's address", option: "--admin")
        let keyFile = try await context.setting(
            key, git: "user.signingkey", "The admin's public SSH key file", option: "--key")
        let made = try await session.initialize(
            NewRegistry(
                folder: folder, name: name, admin: try Person(checking: email),
                publicKey: try context.publicKey(keyFile), isTeam: team,
                program: try context.program(), host: host))
        return .made(made)
    }
}

/// What `init` prints.
enum InitReport: Report {
    case made(MadeRegistry)
    case written(HostedClone)

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .made(let made): try made.encode(to: encoder)
        case .written(let clone): try clone.encode(to: encoder)
        }
    }

    var blocks: [Block] {
        switch self {
        case .made(let made):
            [
                .line("Made the registry \(made.registry) in \(made.path)"),
                .facts([
                    Fact("First commit", "\(made.commit)"),
                    Fact("Registry key", made.fingerprint),
                ]),
                .lines([
                    "Keep these two lines: with them anybody can prove what the registry says.",
                    "Next: cairn clone \(made.path)",
                ]),
            ]
        case .written(let clone):
            [
                .lines(clone.files.map { "Wrote \($0)" }),
                .line("Next: look at them, commit and push them; docs/hosts.md says how to go on."),
            ]
        }
    }
}

extension String {
    /// The part after the last slash.
    var lastPathComponent: String {
        split(separator: "/").last.map(String.init) ?? self
    }
}

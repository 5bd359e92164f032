import ArgumentParser
import FoundationEssentials
import Registry
import RegistryCore
import Server

/// `cairn ssh`
struct SSHVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ssh", abstract: "Let people in over SSH, through OpenSSH's own server.",
        subcommands: [SSHAuthorizedKeys.self, SSHShellVerb.self])
}

/// `cairn ssh authorized-keys`
struct SSHAuthorizedKeys: Verb {
    static let configuration = CommandConfiguration(
        commandName: "authorized-keys",
        abstract: "Print whom sshd is to let in, as its AuthorizedKeysCommand.",
        discussion: """
            A line for each key of allowed_signers that counts now, which lets it do nothing but \
            `cairn ssh shell`. With --key only the line of that key; and for a certificate of an \
            authority in allowed_signers, the authority's. docs/operations.md has the lines of \
            sshd_config.
            """)
    static let examples = [
        "cairn ssh authorized-keys /srv/acme.git",
        "cairn ssh authorized-keys /srv/acme.git /srv/lab.git --key '\(exampleKey)'",
    ]

    @Argument(help: ArgumentHelp("The folders of the registries.", valueName: "catalog"))
    var catalogs: [String]

    @Option(
        help: ArgumentHelp(
            "The key or certificate that somebody shows, as sshd's %t and %k say it.",
            valueName: "key"),
        transform: PresentedKey.init(checking:))
    var key: PresentedKey?

    @Flag(help: "Let them only read.")
    var readOnly = false

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> AuthorizedKeysFinding {
        let keys = try AuthorizedKeys(
            of: catalogs.map(context.path), program: try context.program(),
            areReadOnly: readOnly)
        let (lines, problems) = keys.lines(
            for: key, environment: context.environment, now: context.now)
        return AuthorizedKeysFinding(keys: lines, objections: problems.flatMap(\.objections))
    }
}

/// What `ssh authorized-keys` prints.
struct AuthorizedKeysFinding: Report {
    let keys: [String]
    let objections: [Objection]

    enum CodingKeys: CodingKey {
        case keys
    }

    var blocks: [Block] { [.lines(keys)] }
}

/// `cairn ssh shell`
struct SSHShellVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "shell", abstract: "Do what one key asks for over SSH: git and git-lfs.",
        discussion: """
            The forced command of each line that `cairn ssh authorized-keys` prints; nobody types \
            it. Reads SSH_ORIGINAL_COMMAND and runs git-upload-pack, git-receive-pack, \
            git-lfs-authenticate or git-lfs-transfer, if the policy lets the key's owner.
            """)
    static let examples = ["cairn ssh shell /srv/acme.git --key '\(exampleKey)'"]

    @Argument(help: ArgumentHelp("The folders of the registries.", valueName: "catalog"))
    var catalogs: [String]

    @Option(
        help: ArgumentHelp("What sshd has seen a proof of.", valueName: "key"),
        transform: PresentedKey.init(checking:))
    var key: PresentedKey

    @Flag(help: "Let nobody push, upload or lock.")
    var readOnly = false

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> SSHFinding {
        let shell = try SSHShell(
            serving: catalogs.map(context.path), key: key, isReadOnly: readOnly,
            environment: context.environment, now: context.surroundings.now)
        return SSHFinding(answer: try await shell.run())
    }
}

/// What is left to say, when `ssh shell` has done what was asked.
struct SSHFinding: Presentable {
    let answer: SSHShell.Answer

    /// What shells say of a command that they do not have, and git-lfs goes on from.
    private static let notFound: Int32 = 127

    func show(on console: Console) throws -> Int32 {
        switch answer {
        case .done(let status): return status
        case .address(let address):
            try console.put(jsonText(address, isPretty: false))
            return 0
        case .unavailable(let error):
            _ = console.show(error)
            return Self.notFound
        }
    }
}

/// A key that help can show: the one that GitHub's own sshd has.
private let exampleKey =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"

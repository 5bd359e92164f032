import ArgumentParser
import Registry
import RegistryCore

/// `cairn token`
struct TokenVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make and revoke what people show to a server.",
        subcommands: [TokenCreate.self, TokenList.self, TokenRevoke.self])
}

/// `cairn token create`
struct TokenCreate: Verb {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a token, which is shown this once.",
        discussion: """
            It is the password of HTTP basic authentication, with any user name, or a bearer \
            token. What it lets do is what the policy lets the person do, and no more than its \
            scope: read (clone, download), write (push, upload), admin (the registry's own files \
            too). Works where the registry's folder is.
            """)
    static let examples = [
        "cairn token create alice@example.com",
        "cairn token create ci@example.com --scope write --namespace fraud --expires 30d",
    ]

    @Argument(
        help: ArgumentHelp("Whom it stands for.", valueName: "email"),
        transform: Person.init(checking:))
    var person: Person

    @Option(
        help: ArgumentHelp("read, write or admin.", valueName: "scope"),
        transform: Reach.Scope.init(checking:))
    var scope = Reach.Scope.write

    @Option(
        help: "The one namespace to change or to read artifacts of; else all.",
        transform: Namespace.init(checking:))
    var namespace: Namespace?

    @Option(
        help: ArgumentHelp(
            "After how long it counts no more; 90d unless given.", valueName: "time"),
        transform: TimeSpan.init(checking:))
    var expires: TimeSpan?

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> TokenFinding {
        let workspace = try await Workspace.open(context.session())
        let usual = try TimeSpan(checking: "90d")
        return TokenFinding(
            token: try workspace.createToken(
                for: person, reach: Reach(scope: scope, namespace: namespace),
                lasting: expires ?? usual))
    }
}

/// `cairn token list`
struct TokenList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List every token that was not revoked.")
    static let examples = ["cairn token list"]

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> TokenListFinding {
        let workspace = try await Workspace.open(context.session())
        return TokenListFinding(tokens: try workspace.tokens())
    }
}

/// `cairn token revoke`
struct TokenRevoke: Verb {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Make a token worth nothing, at once.")
    static let examples = ["cairn token revoke 9c0f3a5be17d2468"]

    @Argument(help: "The token's id.", transform: TokenID.init(checking:))
    var id: TokenID

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> TokenFinding {
        let workspace = try await Workspace.open(context.session())
        return TokenFinding(token: try workspace.revokeToken(id))
    }
}

/// What `token create` and `token revoke` print.
struct TokenFinding: Report {
    let token: TokenReport

    func encode(to encoder: any Encoder) throws { try token.encode(to: encoder) }

    var blocks: [Block] {
        [.table(tokenTable([token]))] + (token.token.map { [.line($0)] } ?? [])
    }
}

/// What `token list` prints.
struct TokenListFinding: Report {
    let tokens: [TokenReport]

    func encode(to encoder: any Encoder) throws { try tokens.encode(to: encoder) }

    var blocks: [Block] { [.table(tokenTable(tokens))] }
}

private func tokenTable(_ tokens: [TokenReport]) -> Table {
    Table(
        ["token", "who", "scope", "namespace", "expires"],
        rows: tokens.map { token in
            [
                "\(token.id)", "\(token.who)", token.scope.rawValue,
                token.namespace.map { "\($0)" } ?? "-",
                token.expires + (token.expired ? " (over)" : ""),
            ]
        })
}

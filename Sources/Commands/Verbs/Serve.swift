import ArgumentParser
import Logging
import Registry
import RegistryCore
import Server

/// `cairn serve`
struct Serve: Verb {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve registries over HTTP: Git, and artifacts by Git LFS.",
        discussion: """
            The registry in the folder acme.git, or acme, is at http://<host>:<port>/acme.git. Who \
            may do what is in its policy; tokens are made by `cairn token create`. Runs until it \
            is told to end (SIGTERM), and finishes what is under way.
            """)
    static let examples = [
        "cairn serve /srv/acme.git",
        "cairn serve /srv/acme.git /srv/lab.git --listen 127.0.0.1:8080 --read-only",
        "cairn serve /srv/acme.git --listen 0.0.0.0:443 --tls-certificate c.pem --tls-key k.pem",
        "cairn serve /srv/acme.git --follow https://models.example.com --log-format json",
    ]

    @Argument(help: ArgumentHelp("The folders of the registries.", valueName: "catalog"))
    var catalogs: [String]

    @Option(
        help: ArgumentHelp("Where to listen; port 0 takes a free one.", valueName: "host:port"),
        transform: ListenWord.init(checking:))
    var listen = ListenWord.usual

    @Option(
        help: ArgumentHelp(
            "How clients reach it, where that is not as they say themselves.", valueName: "url"),
        transform: PublicURL.init(checking:))
    var publicURL: PublicURL?

    @Option(help: ArgumentHelp("A certificate, and those above it.", valueName: "pem"))
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("The certificate's key.", valueName: "pem"))
    var tlsKey: String?

    @Flag(help: "Let nobody push or upload.")
    var readOnly = false

    @Option(
        help: ArgumentHelp(
            "Follow the registries of the same names on another server, as replicas that one can "
                + "only read from.", valueName: "primary url"),
        transform: PublicURL.init(checking:))
    var follow: PublicURL?

    @Option(
        help: ArgumentHelp(
            "The fewest bytes a second of a request's body, over half a minute; 0: any.",
            valueName: "size"),
        transform: rate)
    var leastRate: Int64 = Patience().leastRate

    @Option(help: "How the log is written: text or json.")
    var logFormat = LogFormat.text

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> Silence {
        if let follow {
            for folder in catalogs {
                try await context.session().follow(
                    follow.description, in: context.path(folder), program: context.program())
            }
        }
        let served = try catalogs.map { folder in
            try ServedCatalog(
                opening: context.path(folder), environment: context.environment)
        }
        var options = ServerOptions(
            host: listen.host, port: listen.port,
            logger: Logger(label: "cairn", factory: logFormat.handler))
        options.isReadOnly = readOnly
        options.publicURL = publicURL?.description
        options.tls = try tls(in: context)
        options.patience.leastRate = leastRate
        let scheme = options.tls == nil ? "http" : "https"
        let server = try RegistryServer(serving: served, options: options)
        do {
            try await server.run { port in
                let base = "\(scheme)://\(listen.with(port: port))"
                for name in served.map(\.name) {
                    context.note("\(name) is at \(base)/\(name).git")
                }
            }
        } catch let error as RegistryError {
            throw error
        } catch {
            throw RegistryError(
                .unreachable, "The server can't listen on \(listen): \(error)",
                remedy: "See whether another program listens there, or choose another --listen.")
        }
        return Silence()
    }

    private func tls(in context: Context) throws -> (certificate: String, key: String)? {
        switch (tlsCertificate, tlsKey) {
        case (let certificate?, let key?): (context.path(certificate), context.path(key))
        case (nil, nil): nil
        default:
            throw RegistryError(
                .usage, "A certificate and its key are given together, or neither.",
                remedy: "Give both --tls-certificate and --tls-key.")
        }
    }
}

/// Reads what `--least-rate` says, in bytes a second.
private func rate(_ text: String) throws -> Int64 {
    guard let size = ByteCount(parsing: text) else {
        throw RegistryError(
            .usage, "'\(text.printable)' is no size.", remedy: "Write 512, 10KiB or 1MiB.")
    }
    return size.bytes
}

/// How a server writes its log.
enum LogFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json

    func handler(label: String) -> any LogHandler {
        switch self {
        case .text: StreamLogHandler.standardError(label: label)
        case .json: JSONLogHandler()
        }
    }
}

/// The report of whoever has nothing to say.
struct Silence: Report {
    var blocks: [Block] { [] }
}

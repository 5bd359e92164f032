import ArgumentParser
import Registry
import RegistryCore

/// `cairn fetch`
struct Fetch: Verb {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Copy a version into a folder, every byte verified.",
        discussion: "Files that are there and right are kept, wrong ones are replaced, each whole "
            + "or not at all.")
    static let examples = [
        "cairn fetch fraud/detector@production -o /srv/model",
        "cairn fetch fraud/detector@v4 --include '*.safetensors'",
        "cairn fetch fraud/detector@latest --metadata-only",
    ]

    @Argument(
        help: ArgumentHelp(
            "The version.", valueName: "ns/name@v4|stage|alias|latest|commit"),
        completion: .references, transform: Reference.init(checking:))
    var reference: Reference

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The folder; else ./<name>-v<N>.", valueName: "dir"))
    var folder: String?

    @Option(
        name: .customLong("include"),
        help: ArgumentHelp("Only artifacts like this. May be repeated.", valueName: "glob"),
        transform: PathPattern.init(checking:))
    var patterns: [PathPattern] = []

    @Flag(help: "Only the manifests and the model card.")
    var metadataOnly = false

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> FetchReport {
        var scope = FetchScope()
        scope.patterns = patterns
        scope.isMetadataOnly = metadataOnly
        let fetched = try await context.following("Fetching") { [scope] advance in
            let workspace = try await Workspace.open(context.session(counting: advance))
            return try await workspace.fetch(reference, into: folder, scope)
        }
        return FetchReport(fetched: fetched)
    }
}

/// What `fetch` prints.
struct FetchReport: Report {
    let fetched: Fetched

    func encode(to encoder: any Encoder) throws { try fetched.encode(to: encoder) }

    var blocks: [Block] {
        [
            .line("Fetched \(fetched.reference) into \(fetched.path)"),
            .facts([
                Fact("Digest", fetched.digest), Fact("Commit", "\(fetched.commit)"),
                Fact("Copied", "\(ByteCount(fetched.bytes))"),
            ]),
            .table(.artifacts(fetched.artifacts)),
        ]
    }
}

import ArgumentParser
import FoundationEssentials
import Registry
import RegistryCore

/// `cairn log`
struct Log: Verb {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "List a model's versions, or everything that a stage has shown of it.")
    static let examples = [
        "cairn log fraud/detector --metrics auc,fpr", "cairn log fraud/detector --stage production",
    ]

    @Argument(
        help: ArgumentHelp("The model.", valueName: "ns/name"),
        completion: .models, transform: ModelName.init(checking:))
    var model: ModelName

    @Option(
        help: "The deployment log of this stage.", completion: .stages,
        transform: StageName.init(checking:))
    var stage: StageName?

    @Option(help: ArgumentHelp("The metrics to show of each version.", valueName: "name,…"))
    var metrics: String?

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> LogReport {
        let names = (metrics ?? "").split(separator: ",").map(String.init)
        if stage != nil, !names.isEmpty {
            throw RegistryError(
                .usage, "--metrics is about versions, and --stage lists deployments.",
                remedy: "Give one of the two.")
        }
        let workspace = try await Workspace.open(context.session())
        guard let stage else {
            return .versions(try workspace.catalog.versions(of: model, metrics: names))
        }
        return .deployments(try await workspace.catalog.deployments(of: model, in: stage))
    }
}

/// What `log` prints.
enum LogReport: Report {
    case versions([VersionEntry])
    case deployments([Deployment])

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .versions(let versions): try versions.encode(to: encoder)
        case .deployments(let deployments): try deployments.encode(to: encoder)
        }
    }

    var blocks: [Block] {
        switch self {
        case .versions(let versions) where versions.isEmpty: [.line("There is no version yet.")]
        case .versions(let versions): [.table(table(versions))]
        case .deployments(let deployments) where deployments.isEmpty:
            [.line("Nothing was ever promoted to that stage.")]
        case .deployments(let deployments):
            [.table(table(deployments)), .lines(deployments.flatMap(\.glassLines))]
        }
    }

    private func table(_ versions: [VersionEntry]) -> Table {
        let metrics = Set(versions.flatMap(\.metrics.keys)).sorted()
        let columns: [Table.Column] = ["version", "created", "author", "pointers", "state"]
        return Table(
            columns + metrics.map { .number($0) } + ["description"],
            rows: versions.map { version in
                let pointers =
                    version.stages.map(\.description) + version.aliases.map(\.description)
                return [
                    "\(version.version)", version.created.timestamp, version.author,
                    pointers.isEmpty ? "-" : pointers.joined(separator: ", "),
                    version.state.rawValue,
                ] + metrics.map { version.metrics[$0].map { "\($0)" } ?? "-" }
                    + [version.description.firstLine]
            })
    }

    private func table(_ deployments: [Deployment]) -> Table {
        Table(
            ["when", "version", "kind", "by", "approved by", "reason"],
            rows: deployments.map { deployment in
                [
                    deployment.date.timestamp + (deployment.claimed ? " (claimed)" : ""),
                    deployment.version?.description ?? "-", deployment.kind.rawValue,
                    deployment.person,
                    (deployment.approvers?.map(\.description) ?? ["unknown"])
                        .joined(separator: ", "),
                    deployment.reason.firstLine,
                ]
            })
    }
}

extension String {
    /// The text up to its first line end.
    var firstLine: String { String(prefix { !$0.isNewline }) }
}

import ArgumentParser
import FoundationEssentials
import Registry
import RegistryCore

/// `cairn list`
struct List: Verb {
    static let configuration = CommandConfiguration(
        abstract: "List the models, or those that one stage shows.")
    static let examples = ["cairn list", "cairn list --stage production --format json"]

    @Option(
        help: "Only what this stage shows, since when, and who brought it there.",
        completion: .stages, transform: StageName.init(checking:))
    var stage: StageName?

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> ListReport {
        let workspace = try await Workspace.open(context.session())
        guard let stage else { return .models(try await workspace.models()) }
        return .shown(try await workspace.models(in: stage), stage)
    }
}

/// What `list` prints.
enum ListReport: Report {
    case models([ModelSummary])
    case shown([ShownModel], StageName)

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .models(let models): try models.encode(to: encoder)
        case .shown(let models, _): try models.encode(to: encoder)
        }
    }

    var blocks: [Block] {
        switch self {
        case .models(let models) where models.isEmpty: [.line("There is no model yet.")]
        case .models(let models): [.table(table(models))]
        case .shown(let models, let stage) where models.isEmpty: [.line("\(stage) shows no model.")]
        case .shown(let models, _): [.table(table(models))]
        }
    }

    private func table(_ models: [ModelSummary]) -> Table {
        Table(
            ["model", "latest", "stages", "aliases", "risk", "task", "state", "description"],
            rows: models.map { model in
                [
                    "\(model.model)", model.latest?.description ?? "-", pairs(model.stages),
                    pairs(model.aliases), model.risk?.rawValue ?? "-", model.task ?? "-",
                    model.state.rawValue, model.description ?? "",
                ]
            })
    }

    private func pairs(_ versions: [some Comparable & CustomStringConvertible: VersionNumber])
        -> String
    {
        let pairs = versions.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return pairs.isEmpty ? "-" : pairs.joined(separator: " ")
    }

    private func table(_ models: [ShownModel]) -> Table {
        Table(
            ["model", "version", "since", "by"],
            rows: models.map { model in
                [
                    "\(model.model)", "\(model.version)", model.since.timestamp,
                    model.by + (model.claimed ? " (claimed)" : ""),
                ]
            })
    }
}

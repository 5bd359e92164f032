import ArgumentParser
import FoundationEssentials
import Registry
import RegistryCore

/// `cairn list`
struct List: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the models, or those that one stage shows.")
    static let examples = ["cairn list", "cairn list --stage production --format json"]

    @Option(
        help: "Only what this stage shows, since when, and who brought it there.",
        completion: .stages, transform: StageName.init(checking:))
    var stage: StageName?

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> ModelListing {
        let workspace = try await Workspace.open(context.session())
        guard let stage else { return .models(try workspace.models()) }
        return .shown(try await workspace.models(in: stage), stage)
    }
}

/// What `list` prints.
enum ModelListing: Listing {
    case models(ModelSummaries)
    case shown(ShownModels, StageName)

    enum Item: Encodable {
        case model(ModelSummary)
        case shown(ShownModel)

        func encode(to encoder: any Encoder) throws {
            switch self {
            case .model(let model): try model.encode(to: encoder)
            case .shown(let model): try model.encode(to: encoder)
            }
        }
    }

    var columns: [Table.Column] {
        switch self {
        case .models:
            ["model", "latest", "stages", "aliases", "risk", "task", "state", "description"]
        case .shown: ["model", "version", "since", "by"]
        }
    }

    var emptiness: String {
        switch self {
        case .models: "There is no model yet."
        case .shown(_, let stage): "\(stage) shows no model."
        }
    }

    mutating func next() throws -> Item? {
        switch self {
        case .models(var models):
            defer { self = .models(models) }
            return try models.next().map(Item.model)
        case .shown(var models, let stage):
            defer { self = .shown(models, stage) }
            return try models.next().map(Item.shown)
        }
    }

    func row(_ item: Item) -> [String] {
        switch item {
        case .model(let model):
            [
                "\(model.model)", model.latest?.description ?? "-", pairs(model.stages),
                pairs(model.aliases), model.risk?.rawValue ?? "-", model.task ?? "-",
                model.state.rawValue, model.description ?? "",
            ]
        case .shown(let model):
            [
                "\(model.model)", "\(model.version)", model.since.timestamp,
                model.by + (model.claimed ? " (claimed)" : ""),
            ]
        }
    }

    private func pairs(_ versions: [some Comparable & CustomStringConvertible: VersionNumber])
        -> String
    {
        let pairs = versions.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return pairs.isEmpty ? "-" : pairs.joined(separator: " ")
    }
}

import ArgumentParser
import Registry
import RegistryCore

/// `cairn new`
struct New: Verb {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Make a model: its manifest, and a model card to fill in.")
    static let examples = [
        "cairn new fraud/detector --description 'Scores card payments for fraud risk.'",
        "cairn new fraud/detector --owner group:fraud-team --owner alice@example.com",
    ]

    @Argument(
        help: ArgumentHelp("The model.", valueName: "ns/name"),
        transform: ModelName.init(checking:))
    var model: ModelName

    @Option(help: "What it is for, in a sentence.")
    var description: String?

    @Option(
        name: .customLong("owner"),
        help: ArgumentHelp(
            "A person or group that answers for it; else you. May be repeated.",
            valueName: "email|group:name"),
        transform: Who.init(checking:))
    var owners: [Who] = []

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> NewReport {
        let workspace = try await Workspace.open(context.session(), addingTo: model)
        return NewReport(
            made: try await workspace.makeModel(model, description: description, owners: owners))
    }
}

/// What `new` prints.
struct NewReport: Report {
    let made: MadeModel

    func encode(to encoder: any Encoder) throws { try made.encode(to: encoder) }

    var blocks: [Block] {
        [
            .lines([
                "Made \(made.model)",
                "Next: cairn register \(made.model) <files> -m 'What this version is.'",
            ])
        ]
    }
}

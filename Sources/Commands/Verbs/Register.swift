import ArgumentParser
import FoundationEssentials
import Registry
import RegistryCore

/// `cairn register`
struct Register: Verb {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Register the next version of a model, and the model too if it is new.",
        discussion: "A version starts empty: its files are those given here or staged by "
            + "`cairn add`, its metrics those given here. What can be found out by itself (who, "
            + "when, the code around you, the Python environment, the accelerator) is filled in.")
    static let examples = [
        "cairn register fraud/detector model.safetensors -m 'Retrained on October data.'",
        "cairn register fraud/detector out/ --metric payments-2026-10/test:auc=0.947 "
            + "--param depth=8 --dataset payments-2026-10@3",
        "cairn register fraud/detector --keep --from version.yaml --set framework.name=pytorch",
    ]

    @Argument(
        help: ArgumentHelp("The model.", valueName: "ns/name"),
        completion: .models, transform: ModelName.init(checking:))
    var model: ModelName

    @Argument(help: ArgumentHelp("Files and folders to become its artifacts.", valueName: "path"))
    var paths: [String] = []

    @Option(name: .shortAndLong, help: "What this version is: its description.")
    var message: String?

    @OptionGroup(title: "The record") var record: RecordOptions

    @Flag(help: "Carry the last version's files over; never its metrics.")
    var keep = false

    @Option(help: ArgumentHelp("A notebook to keep with the artifacts.", valueName: "file"))
    var notebook: String?

    @Flag(help: "Fill in nothing by itself.")
    var noDetect = false

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> RegisterReport {
        var registration = Registration(model: model)
        registration.paths = paths
        registration.message = message
        registration.keepsFiles = keep
        registration.notebook = notebook
        registration.detects = !noDetect
        try record.apply(to: &registration, in: context)
        let made = try await context.following("Storing") { [registration] advance in
            let workspace = try await Workspace.open(
                context.session(counting: advance), addingTo: model)
            return try await workspace.register(registration)
        }
        return RegisterReport(made: made)
    }
}

/// What `register` prints.
struct RegisterReport: Report {
    let made: Registered

    func encode(to encoder: any Encoder) throws { try made.encode(to: encoder) }

    var blocks: [Block] {
        [
            .line("Registered \(made.reference)"),
            .facts([
                Fact("Digest", made.digest), Fact("Commit", "\(made.commit)"),
                Fact("Fetch", made.fetch),
            ]),
            .table(.artifacts(made.artifacts)),
        ]
    }
}

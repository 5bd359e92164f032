import ArgumentParser
import Registry
import RegistryCore

/// `cairn add`
struct Add: Verb {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Keep files for the next version of a model.",
        discussion: "Their bytes go to the local store in one pass; `cairn register`, or a commit "
            + "in a clone, makes them a version. A folder's contents keep their relative paths.")
    static let examples = [
        "cairn add fraud/detector model.safetensors tokenizer/",
        "cairn add fraud/detector out/final.bin --to model.bin",
    ]

    @Argument(
        help: ArgumentHelp("The model.", valueName: "ns/name"),
        completion: .models, transform: ModelName.init(checking:))
    var model: ModelName

    @Argument(help: ArgumentHelp("Files and folders.", valueName: "path"))
    var paths: [String]

    @Option(
        name: .customLong("to"),
        help: ArgumentHelp(
            "Where one file goes below artifacts/, or the folder for all of them.",
            valueName: "artifact path"))
    var target: String?

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> AddReport {
        let staged = try await context.following("Storing") { advance in
            let workspace = try await Workspace.open(
                context.session(counting: advance), addingTo: model)
            return try await workspace.add(paths, to: model, as: target)
        }
        return AddReport(staged: staged)
    }
}

/// What `add` prints.
struct AddReport: Report {
    let staged: Staged

    func encode(to encoder: any Encoder) throws { try staged.encode(to: encoder) }

    var blocks: [Block] { [.table(.artifacts(staged.artifacts))] }
}

extension Table {
    /// Artifacts by path, with their sizes and digests.
    static func artifacts(_ files: [StoredFile]) -> Table {
        Table(
            ["path", .number("size"), "sha256"],
            rows: files.map { ["\($0.path)", "\(ByteCount($0.size))", "\($0.sha256)"] })
    }
}

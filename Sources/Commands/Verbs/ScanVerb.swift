import ArgumentParser
import Registry
import RegistryCore

/// `cairn scan`
struct ScanVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Look for what could harm those who load a model: files, before registering.",
        discussion: "The same as the check 'scan', which a stage's policy can demand: pickles that "
            + "import what is not known to be harmless, programs, deceitful archives, and headers "
            + "of safetensors, GGUF and ONNX that are not well-formed. Nothing is loaded or run.")
    static let examples = ["cairn scan model.pt", "cairn scan artifacts --format json"]

    @Argument(
        help: ArgumentHelp("Files, or folders with files below them.", valueName: "path"),
        completion: .file())
    var paths: [String]

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> ScanVerbReport {
        ScanVerbReport(found: try await context.session().scan(paths))
    }
}

/// What `scan` prints.
struct ScanVerbReport: Report {
    let found: ScanReport

    func encode(to encoder: any Encoder) throws { try found.encode(to: encoder) }

    var objections: [Objection] { found.objections }

    var blocks: [Block] {
        let files = "\(found.files) file\(found.files == 1 ? "" : "s")"
        let what = found.found.isEmpty ? "nothing" : "\(found.found.count)"
        return [.line("Looked at \(files) and found \(what) to object to.")]
    }
}

import ArgumentParser
import Registry

/// `cairn clone`
struct Clone: Verb {
    static let configuration = CommandConfiguration(
        commandName: "clone", abstract: "Clone a registry, ready for git, git lfs and cairn.")
    static let examples = [
        "cairn clone /srv/registry", "cairn clone https://git.example.com/models.git",
    ]

    @Argument(help: ArgumentHelp("The registry.", valueName: "url|path"))
    var source: String

    @Argument(help: "The folder to make; else named like the registry.")
    var folder: String?

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> CloneReport {
        CloneReport(
            made: try await context.session().clone(
                source, into: folder, program: try context.program()))
    }
}

/// What `clone` prints.
struct CloneReport: Report {
    let made: MadeClone

    func encode(to encoder: any Encoder) throws { try made.encode(to: encoder) }

    var blocks: [Block] {
        [
            .lines([
                "Cloned \(made.registry) into \(made.path)", "Next: cd \(made.path) && cairn list",
            ])
        ]
    }
}

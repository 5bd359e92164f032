import ArgumentParser
import Registry
import RegistryCore

/// `cairn policy`
struct PolicyVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Read the registry's policy, or try another.",
        subcommands: [PolicyExplain.self, PolicyTry.self])
}

/// `cairn policy explain`
struct PolicyExplain: Verb {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say in sentences what a stage demands.")
    static let examples = ["cairn policy explain production"]

    @Argument(help: "The stage.", completion: .stages, transform: StageName.init(checking:))
    var stage: StageName

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> PolicyExplainReport {
        let catalog = try await Workspace.open(context.session()).catalog
        let policy = try catalog.policy(at: try catalog.snapshot())
        return PolicyExplainReport(stage: stage, rules: try policy.explanation(of: stage))
    }
}

/// What `policy explain` prints.
struct PolicyExplainReport: Report {
    let stage: StageName
    /// One sentence a rule.
    let rules: [String]

    private enum CodingKeys: String, CodingKey { case stage, rules }

    var blocks: [Block] { [.lines(rules)] }
}

import ArgumentParser
import Registry
import RegistryCore

/// `cairn policy try`
struct PolicyTry: Verb {
    static let configuration = CommandConfiguration(
        commandName: "try",
        abstract: "Judge all past promotions by another policy, and show what would differ.")
    static let examples = ["cairn policy try registry.yaml"]

    @Argument(
        help: ArgumentHelp(
            "The policy to try; - reads standard input.", valueName: "registry.yaml|-"),
        completion: .file(extensions: ["yaml"]))
    var file: String

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> PolicyTryReport {
        let workspace = try await Workspace.open(context.session())
        let text = try context.manifest(in: file)
        return PolicyTryReport(found: try await workspace.tryPolicy(text, path: file))
    }
}

/// What `policy try` prints.
struct PolicyTryReport: Report {
    let found: PolicyTrial

    func encode(to encoder: any Encoder) throws { try found.encode(to: encoder) }

    var blocks: [Block] {
        [
            .facts([
                Fact("Judged", "\(found.judged)"),
                Fact("Would be refused", "\(found.refused.count)"),
                Fact("Would be let through", "\(found.allowed.count)"),
            ])
        ] + (found.refused + found.allowed).map(block)
    }

    private func block(_ difference: PolicyTrial.Difference) -> Block {
        .lines([line(difference.transition)] + difference.objections.map { "  \($0.message)" })
    }

    private func line(_ transition: VerifiedTransition) -> String {
        let version = transition.version.map { "@\($0)" } ?? ""
        let kind = transition.kind?.rawValue ?? "move"
        return "\(kind) \(transition.model)\(version) in \(transition.stage)"
            + " at \(transition.received.timestamp)"
    }
}

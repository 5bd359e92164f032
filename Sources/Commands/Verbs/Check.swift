import ArgumentParser
import Registry
import RegistryCore

/// `cairn check`
struct CheckVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say what the registry's hook would say, or report what another check found.",
        subcommands: [Check.self, CheckReportVerb.self], defaultSubcommand: Check.self)
}

/// `cairn check commits`, and `cairn check` alone
struct Check: Verb {
    static let configuration = CommandConfiguration(
        commandName: "commits",
        abstract: "Say what the registry's hook would say, before pushing.",
        discussion: "Without a range it looks at what HEAD has and the registry's main has not. "
            + "With --target and --proposal it judges a merge request on a Git host, as the host's "
            + "job does: by the policy, the keys and the signed approvals that the clone has "
            + "fetched of the target. Nothing is sent anywhere.")
    static let examples = [
        "cairn check", "cairn check origin/main..topic --format json",
        "cairn check --target stages/production/fraud/detector --proposal <commit> "
            + "--format markdown",
    ]

    @Argument(
        help: ArgumentHelp(
            "The commits: HEAD, a branch or a full id, or two of them with '..' in between.",
            valueName: "range"))
    var range: String?

    @Option(
        help: ArgumentHelp(
            "The branch that a merge request goes into: main or a stage's.", valueName: "branch"))
    var target: String?

    @Option(
        help: ArgumentHelp(
            "The full id of the commit that the host would merge.", valueName: "commit"))
    var proposal: String?

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> CheckVerbReport {
        let proposal = try mergeProposal()
        let workspace = try await Workspace.open(context.session())
        guard let proposal else {
            return CheckVerbReport(found: try await workspace.check(range))
        }
        return CheckVerbReport(found: try await workspace.check(proposal))
    }

    private func mergeProposal() throws -> MergeProposal? {
        switch (target, proposal) {
        case (nil, nil): return nil
        case (let target?, let proposal?) where range == nil:
            return try MergeProposal(into: target, of: proposal)
        default:
            throw RegistryError(
                .usage, "--target and --proposal go together, and with no range.",
                remedy: "Name the branch that is merged into, and the commit that is merged.")
        }
    }
}

/// What `check` prints.
struct CheckVerbReport: Report {
    let found: CheckReport

    func encode(to encoder: any Encoder) throws { try found.encode(to: encoder) }

    var objections: [Objection] { found.objections }

    var blocks: [Block] { [.lines([verdict])] + (facts.isEmpty ? [] : [.facts(facts)]) + notes }

    private var verdict: String {
        guard found.ok else { return "\(found.target) would refuse \(found.head)" }
        let brings = found.versions.isEmpty ? "" : ": \(found.versions.joined(separator: ", "))"
        return found.base == found.head
            ? "There is nothing to push." : "\(found.target) would take \(found.head)\(brings)"
    }

    private var facts: [Fact] {
        guard let kind = found.kind else { return [] }
        return [
            Fact("Transition", "\(kind)"), Fact("Version", found.versions.joined(separator: ", ")),
            Fact("Approved by", found.approvers.map(\.description).joined(separator: ", ")),
        ].filter { !$0.value.isEmpty }
    }

    private var notes: [Block] { found.notes.isEmpty ? [] : [.lines(found.notes)] }
}

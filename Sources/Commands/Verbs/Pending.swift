import ArgumentParser
import FoundationEssentials
import Registry
import RegistryCore

/// `cairn pending`
struct Pending: Verb {
    static let configuration = CommandConfiguration(
        commandName: "pending",
        abstract: "List open proposals, and what each still lacks.")
    static let examples = ["cairn pending", "cairn pending --mine"]

    @Flag(help: "Only those you proposed or may decide on.")
    var mine = false

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> PendingReport {
        let workspace = try await Workspace.open(context.session())
        return PendingReport(proposals: try await workspace.pending(mine: mine))
    }
}

/// What `pending` prints.
struct PendingReport: Report {
    let proposals: [PendingProposal]

    func encode(to encoder: any Encoder) throws { try proposals.encode(to: encoder) }

    var blocks: [Block] {
        guard !proposals.isEmpty else { return [.line("Nothing is proposed.")] }
        return proposals.flatMap(describe)
    }

    private func describe(_ proposal: PendingProposal) -> [Block] {
        let version = proposal.version.map { "@\($0)" } ?? ""
        let lacks = proposal.objections.map { "It lacks: \($0.message)" }
        return [
            .lines(["\(proposal.model)\(version) for \(proposal.stage)"]),
            .facts([
                Fact("Proposal", "\(proposal.proposal)"),
                Fact("Proposed", "\(proposal.proposed.timestamp) by \(proposal.proposer)"),
                Fact("Approved by", proposal.approvers.map(\.description).joined(separator: ", ")),
            ]),
            .lines(lacks.isEmpty ? ["Nothing stands in the way: run `cairn promote`."] : lacks),
        ]
    }
}

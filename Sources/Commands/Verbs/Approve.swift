import ArgumentParser
import Registry
import RegistryCore

/// `cairn approve`
struct Approve: DecisionVerb {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Sign that the open proposal of a stage may be completed.")
    static let examples = [
        "cairn approve fraud/detector --stage production -m 'metrics and card reviewed'",
        "cairn approve fraud/detector --stage production --check 'Bias reviewed'",
    ]
    static let verb = Decision.Verb.approve

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "A point of the stage's checklist that you have looked at.", valueName: "item"),
        transform: ChecklistText.init(checking:))
    var check: [ChecklistText] = []

    @OptionGroup var options: DecisionOptions
    @OptionGroup var global: GlobalOptions
}

/// `cairn reject`
struct Reject: DecisionVerb {
    static let configuration = CommandConfiguration(
        commandName: "reject",
        abstract: "Sign a veto against the open proposal of a stage.")
    static let examples = [
        "cairn reject fraud/detector --stage production -m 'recall fell in the EU'"
    ]
    static let verb = Decision.Verb.reject

    @OptionGroup var options: DecisionOptions
    @OptionGroup var global: GlobalOptions
}

/// `cairn revoke`
struct Revoke: DecisionVerb {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Sign that your earlier approval or rejection no longer stands.")
    static let examples = ["cairn revoke fraud/detector --stage production"]
    static let verb = Decision.Verb.revoke

    @OptionGroup var options: DecisionOptions
    @OptionGroup var global: GlobalOptions
}

/// What the three commands that sign have in common.
protocol DecisionVerb: Verb where Finding == DecisionReport {
    static var verb: Decision.Verb { get }
    var options: DecisionOptions { get }
    /// What of the stage's checklist was ticked on the command line.
    var check: [ChecklistText] { get }
}

/// The arguments of a decision.
struct DecisionOptions: ParsableArguments {
    @OptionGroup var target: StageTarget

    @Option(
        help: ArgumentHelp("Sign only if this is the open proposal.", valueName: "oid"),
        transform: ObjectID.init(checking:))
    var proposal: ObjectID?

    @Option(name: .shortAndLong, help: "What you want to say with it.")
    var message: String?

    @Option(
        help: ArgumentHelp("How long it shall count, such as 30d.", valueName: "span"),
        transform: TimeSpan.init(checking:))
    var expires: TimeSpan?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("What you looked at.", valueName: "url|path"))
    var evidence: [String] = []

    @Flag(help: "Sign without asking.")
    var yes = false
}

extension DecisionVerb {
    var check: [ChecklistText] { [] }

    func run(in context: Context) async throws -> DecisionReport {
        let workspace = try await Workspace.open(context.session(), fresh: true)
        let words = DecisionWords(
            comment: options.message, expires: options.expires, evidence: options.evidence,
            checked: check + (try unticked(workspace, in: context)))
        let draft = try await workspace.draftDecision(
            Self.verb, on: options.target.model, stage: options.target.stage,
            proposal: options.proposal, words: words)
        for block in draft.blocks { context.note(block.text.joined(separator: "\n") + "\n") }
        try context.confirm("Sign this as \(Self.verb)?", isConfirmed: options.yes)
        return DecisionReport(draft: draft, object: try await workspace.sign(draft))
    }
}

extension DecisionVerb {
    /// What a person at a terminal says they have looked at, of what has to be and is not ticked.
    private func unticked(
        _ workspace: Workspace, in context: Context
    ) throws -> [ChecklistText] {
        guard Self.verb == .approve else { return [] }
        return try workspace.checklist(
            of: options.target.model, stage: options.target.stage, proposal: options.proposal
        )
        .filter { $0.isRequired && !check.contains($0.item) }.map(\.item)
        .filter { try context.agrees("Have you checked: \($0)?") }
    }
}

/// What a signed decision prints.
struct DecisionReport: Report {
    let draft: DecisionDraft
    /// The tag object.
    let object: ObjectID

    private enum CodingKeys: String, CodingKey { case object }

    func encode(to encoder: any Encoder) throws {
        try draft.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(object, forKey: .object)
    }

    var blocks: [Block] {
        let done =
            switch draft.verb {
            case .approve: "Approved"
            case .reject: "Rejected"
            case .revoke: "Revoked your decision on"
            case .breakGlass: "Broke the glass for"
            }
        let next = "Next: cairn promote \(draft.model)@\(draft.version) --to \(draft.stage)"
        return [
            .lines(
                ["\(done) \(draft.model)@\(draft.version) for \(draft.stage): \(draft.proposal)"]
                    + (draft.verb == .approve ? [next] : []))
        ]
    }
}

extension DecisionDraft {
    /// What the signer sees first: what changes, and the exact words.
    fileprivate var blocks: [Block] {
        [
            .facts([
                Fact("Version", "\(model)@\(version)"), Fact("Digest", "sha256:\(digest)"),
                Fact("Proposal", "\(proposal)"),
                Fact("Shown now", held.map { "\(model)@\($0)" } ?? "nothing"),
            ]),
            .table(metricTable(metrics)), .table(artifactTable(artifacts)),
            .lines(checklist.isEmpty ? [] : ["Checklist:"] + checklist.map(line)),
            .lines(
                ["This is what you sign:", ""]
                    + message.split(separator: "\n", omittingEmptySubsequences: false).map {
                        "  \($0)"
                    }),
        ]
    }

    /// A point of the checklist, and whether it is ticked.
    private func line(_ rule: ChecklistRule) -> String {
        let notes = [
            rule.isRequired ? nil : "optional", rule.needsEvidence ? "with evidence" : nil,
        ].compactMap(\.self)
        return (checked.contains(rule.item) ? "  [x] " : "  [ ] ") + "\(rule.item)"
            + (notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))")
    }
}

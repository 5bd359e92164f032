import ArgumentParser
import Registry
import RegistryCore

/// `cairn promote`
struct Promote: Verb {
    static let configuration = CommandConfiguration(
        commandName: "promote",
        abstract: "Propose a version for a stage, and complete it once the policy allows.",
        discussion: "Run it again to carry on: it proposes if nothing is proposed, completes if "
            + "nothing stands in the way, and otherwise lists what is missing.")
    static let examples = [
        "cairn promote fraud/detector@v4 --to production -m 'October data'",
        "cairn promote fraud/detector@v4 --to production --dry-run --format json",
        "cairn promote fraud/detector@v4 --to production --break-glass 'outage 17: v3 fails'",
    ]

    @Argument(help: "The version.", completion: .references, transform: Reference.init(checking:))
    var reference: Reference

    @Option(
        name: .customLong("to"), help: "The stage.", completion: .stages,
        transform: StageName.init(checking:))
    var stage: StageName

    @Option(name: .shortAndLong, help: "Why, for the log.")
    var message: String?

    @Flag(help: "Say what the policy would answer, and do nothing.")
    var dryRun = false

    @Flag(name: .customLong("propose"), help: "Propose it and no more: a Git host merges it.")
    var isProposedOnly = false

    @Option(
        help: ArgumentHelp(
            "Promote against the verdict, and sign why; it is told everywhere, and must be "
                + "reviewed.", valueName: "reason"),
        transform: BreakGlassReason.init(checking:))
    var breakGlass: BreakGlassReason?

    @Flag(help: "Break the glass without asking.")
    var yes = false

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> MoveReport {
        let workspace = try await Workspace.open(context.session(), fresh: !dryRun)
        if let breakGlass, !dryRun {
            return MoveReport(
                try await workspace.breakGlass(reference, to: stage, because: breakGlass) {
                    context.note($0.map { "Against the verdict: \($0.message)\n" }.joined())
                    try context.confirm("Break the glass all the same?", isConfirmed: yes)
                })
        }
        return MoveReport(
            try await workspace.promote(
                reference, to: stage, reason: message, dryRun: dryRun,
                completes: !isProposedOnly))
    }
}

/// `cairn rollback`
struct Rollback: Verb {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Take a stage back to a version it held before.")
    static let examples = [
        "cairn rollback fraud/detector --stage production -m 'v4 misses chargebacks'"
    ]

    @OptionGroup var target: StageTarget

    @Option(
        help: "The version; else what the stage held last.",
        transform: VersionNumber.init(checking:))
    var version: VersionNumber?

    @Option(name: .shortAndLong, help: "Why, for the log.")
    var message: String

    @Flag(name: .customLong("propose"), help: "Propose it and no more: a Git host merges it.")
    var isProposedOnly = false

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> MoveReport {
        let workspace = try await Workspace.open(context.session(), fresh: true)
        return MoveReport(
            try await workspace.rollBack(
                target.model, stage: target.stage, to: version, reason: message,
                completes: !isProposedOnly))
    }
}

/// `cairn retire`
struct Retire: Verb {
    static let configuration = CommandConfiguration(
        commandName: "retire",
        abstract: "Take what a stage shows out of it.")
    static let examples = [
        "cairn retire fraud/detector --stage production -m 'replaced by fraud/net'"
    ]

    @OptionGroup var target: StageTarget

    @Option(name: .shortAndLong, help: "Why, for the log.")
    var message: String

    @Flag(name: .customLong("propose"), help: "Propose it and no more: a Git host merges it.")
    var isProposedOnly = false

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> MoveReport {
        let workspace = try await Workspace.open(context.session(), fresh: true)
        return MoveReport(
            try await workspace.retire(
                target.model, stage: target.stage, reason: message, completes: !isProposedOnly))
    }
}

/// `cairn withdraw`
struct Withdraw: Verb {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Take back the open proposal of a stage.")
    static let examples = ["cairn withdraw fraud/detector --stage production"]

    @OptionGroup var target: StageTarget
    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> WithdrawReport {
        let workspace = try await Workspace.open(context.session(), fresh: true)
        return WithdrawReport(
            model: target.model, stage: target.stage,
            proposal: try await workspace.withdraw(target.model, stage: target.stage))
    }
}

/// A model, and one of its stages.
struct StageTarget: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The model.", valueName: "ns/name"),
        completion: .models, transform: ModelName.init(checking:))
    var model: ModelName

    @Option(help: "The stage.", completion: .stages, transform: StageName.init(checking:))
    var stage: StageName
}

/// What `withdraw` prints.
struct WithdrawReport: Report {
    let model: ModelName
    let stage: StageName
    let proposal: ObjectID

    var blocks: [Block] { [.line("Withdrew the proposal \(proposal)")] }
}

/// What moving a stage prints.
struct MoveReport: Report {
    private let move: TransitionReport

    init(_ move: TransitionReport) {
        self.move = move
    }

    func encode(to encoder: any Encoder) throws { try move.encode(to: encoder) }

    /// A proposal that still lacks something is what was asked for; a refusal is not.
    var objections: [Objection] {
        let isRefused = move.state == .judged && move.verdict == .refused
        return move.state == .waiting || isRefused ? move.objections : []
    }

    var blocks: [Block] {
        var lines = [headline]
        if let request = move.request {
            lines.append("Merge request \(request): `cairn mr show \(request)`")
        }
        if move.state == .proposed, !move.objections.isEmpty {
            lines.append("It still lacks:")
            lines += move.objections.flatMap { ["  \($0.message)", "  Hint: \($0.remedy)"] }
        }
        if !move.approvers.isEmpty {
            let names = move.approvers.map(\.description).joined(separator: ", ")
            lines.append("Approved by \(names).")
        }
        return [.lines(lines + move.notes)]
    }

    private var headline: String {
        let (reference, stage) = ("\(move.model)@\(move.version)", move.stage)
        return switch move.state {
        case .judged: "\(reference) to \(stage): \(move.verdict)"
        case .unchanged: "\(stage) shows \(reference) already"
        case .waiting where move.objections.isEmpty: "\(reference) is proposed for \(stage)"
        case .waiting: "\(reference) is proposed for \(stage) and still lacks something"
        case .proposed: "Proposed \(reference) for \(stage): \(move.proposal?.description ?? "")"
        case .completed:
            switch move.kind {
            case .promote: "\(stage) now shows \(reference)"
            case .rollback: "\(stage) is back at \(reference)"
            case .retire: "\(stage) no longer shows \(reference)"
            }
        }
    }
}

import ArgumentParser
import Registry
import RegistryCore

/// `cairn check report`
struct CheckReportVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Sign how a check of the open proposal of a stage ended, and send it.",
        discussion: "For CI and other systems outside the registry. The stage's policy names the "
            + "check and whose report counts: checks: [{name: ci, by: [group:ci]}].")
    static let examples = [
        "cairn check report fraud/detector@v4 --stage production --name ci --pass "
            + "--url https://ci.example.com/7 --figure tests=128"
    ]

    @Argument(
        help: "The version that was checked.", completion: .references,
        transform: Reference.init(checking:))
    var reference: Reference

    @Option(help: "The stage.", completion: .stages, transform: StageName.init(checking:))
    var stage: StageName

    @Option(help: "The check, as the policy calls it.", transform: CheckName.init(checking:))
    var name: CheckName

    @Flag(help: "How it ended.")
    var outcome: OutcomeFlag

    @Option(help: "Where more is said of it.", transform: WebAddress.init(checking:))
    var url: WebAddress?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Something it measured.", valueName: "name=value"),
        transform: CheckFigure.init(checking:))
    var figure: [CheckFigure] = []

    @Option(
        help: ArgumentHelp("Report only if this is the open proposal.", valueName: "oid"),
        transform: ObjectID.init(checking:))
    var proposal: ObjectID?

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> SentReportLines {
        let workspace = try await Workspace.open(context.session(), fresh: true)
        let words = CheckWords(name, outcome.value, url: url, figures: figure)
        return SentReportLines(
            sent: try await workspace.report(
                words, of: reference, stage: stage, proposal: proposal))
    }
}

/// `--pass` or `--fail`.
enum OutcomeFlag: String, EnumerableFlag {
    case pass, fail

    /// The outcome that is signed.
    var value: ReportedCheck.Outcome {
        switch self {
        case .pass: .pass
        case .fail: .fail
        }
    }
}

/// What `check report` prints.
struct SentReportLines: Report {
    let sent: SentReport

    func encode(to encoder: any Encoder) throws { try sent.encode(to: encoder) }

    var blocks: [Block] {
        [
            .line(
                "Reported that \(sent.check) \(sent.outcome == .pass ? "passed" : "failed") for "
                    + "\(sent.model)@\(sent.version) in \(sent.stage): \(sent.proposal)")
        ]
    }
}

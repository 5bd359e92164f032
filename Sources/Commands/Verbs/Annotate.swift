import ArgumentParser
import Registry
import RegistryCore

/// `cairn annotate`
struct Annotate: Verb {
    static let configuration = CommandConfiguration(
        commandName: "annotate",
        abstract: "Say something about a version after it was registered.",
        discussion: "The version itself never changes. Annotations may restrict it, and never help "
            + "it past the policy.")
    static let examples = [
        "cairn annotate fraud/detector@v3 --state deprecated --comment 'v4 is better on EU data.'",
        "cairn annotate fraud/detector@v3 --tag reviewed=yes --metric live/eu:auc=0.91",
    ]

    @Argument(help: "The version.", completion: .references, transform: Reference.init(checking:))
    var reference: Reference

    @Option(
        name: .customLong("tag"),
        help: ArgumentHelp(
            "A tag; an empty value takes it away. May be repeated.", valueName: "k>=<v"),
        transform: PairWord.init(checking:))
    var tags: [PairWord] = []

    @Option(help: ArgumentHelp("Whether it may still be used.", valueName: "state"))
    var state: Annotations.State?

    @Option(help: "A remark, kept with your name and the time.")
    var comment: String?

    @Option(
        name: .customLong("metric"),
        help: ArgumentHelp(
            "A later measurement. May be repeated.",
            valueName: "[<dataset>/<split>:]<name>=<value>"),
        transform: MetricWord.init(checking:))
    var metrics: [MetricWord] = []

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> AnnotateReport {
        var change = AnnotationChange()
        for tag in tags { change.tags[tag.key] = tag.value }
        change.state = state
        change.comment = comment
        change.metrics = metrics.map(MeasuredMetric.init)
        let workspace = try await Workspace.open(context.session())
        return AnnotateReport(done: try await workspace.annotate(reference, with: change))
    }
}

extension Annotations.State: ExpressibleByArgument {}

/// What `annotate` prints.
struct AnnotateReport: Report {
    let done: Annotated

    func encode(to encoder: any Encoder) throws { try done.encode(to: encoder) }

    var blocks: [Block] {
        let notes = done.annotations
        let tags = (notes.tags ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return [
            .line("Annotated \(done.reference)"),
            .facts([
                Fact("State", (notes.state ?? .active).rawValue),
                Fact("Tags", tags.isEmpty ? "none" : tags.joined(separator: ", ")),
                Fact("Comments", "\((notes.comments ?? []).count)"),
                Fact("Commit", "\(done.commit)"),
            ]),
        ]
    }
}

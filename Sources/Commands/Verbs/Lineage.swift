import ArgumentParser
import Registry
import RegistryCore

/// `cairn lineage`
struct Lineage: Verb {
    static let configuration = CommandConfiguration(
        commandName: "lineage",
        abstract: "Show what a version was made from, and what was made from it.",
        discussion: """
            Follows the `base` and the `datasets` of records, step by step to the end. Of a data \
            set, and of a base elsewhere, it shows which versions were made from it.
            """)
    static let examples = [
        "cairn lineage fraud/detector@production", "cairn lineage dataset:payments-2026-10",
        "cairn lineage hf:org/model --down --format json",
    ]

    @Argument(
        help: ArgumentHelp(
            "A version, dataset:<name>, or a base elsewhere, such as hf:org/model.",
            valueName: "what"),
        completion: .references, transform: LineageWord.init(checking:))
    var subject: LineageWord

    @Flag(help: "Only what it was made from.")
    var up = false

    @Flag(help: "Only what was made from it.")
    var down = false

    @Option(
        help: ArgumentHelp("How much to show each way.", valueName: "1…1000"),
        transform: LimitWord.init(checking:))
    var limit: LimitWord = .most

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> LineageFinding {
        let workspace = try await Workspace.open(context.session())
        let subject = try start(in: workspace)
        func tree(_ direction: LineageDirection) async throws -> LineageTree {
            try await workspace.lineage(direction, from: subject, atMost: limit.count)
        }
        let isBoth = up == down
        return LineageFinding(
            report: LineageReport(
                subject: subject, up: isBoth || up ? try await tree(.up) : nil,
                down: isBoth || down ? try await tree(.down) : nil))
    }

    private func start(in workspace: Workspace) throws(RegistryError) -> LineageSubject {
        switch subject {
        case .version(let reference): try workspace.subject(of: reference)
        case .dataset(let name): .dataset(name)
        case .elsewhere(let name): .elsewhere(name)
        }
    }
}

/// What `lineage` prints.
struct LineageFinding: Report {
    let report: LineageReport

    func encode(to encoder: any Encoder) throws { try report.encode(to: encoder) }

    var blocks: [Block] {
        let subject = report.subject
        return [
            report.up.map {
                lines(
                    $0, "\(subject) was made from", "No record says what \(subject) was made from.")
            },
            report.down.map {
                lines($0, "Made from \(subject)", "Nothing was made from \(subject).")
            },
        ].compactMap(\.self)
    }

    private func lines(_ tree: LineageTree, _ title: String, _ emptiness: String) -> Block {
        guard !tree.nodes.isEmpty else { return .line(emptiness) }
        let more = tree.isCut ? ["There is more: raise --limit, or begin further on."] : []
        return .lines(["\(title):"] + branches(of: tree.nodes) + more)
    }
}

/// The nodes as a tree of lines.
private func branches(of nodes: [LineageNode]) -> [String] {
    nodes.enumerated().flatMap { index, node in
        let isLast = index == nodes.count - 1
        let below = branches(of: node.next).map { (isLast ? "   " : "│  ") + $0 }
        return [(isLast ? "└─ " : "├─ ") + title(of: node)] + below
    }
}

private func title(of node: LineageNode) -> String {
    let words = [
        node.role, node.edition.map { "version \($0)" }, node.isRepeated ? "see above" : nil,
    ]
    .compactMap(\.self)
    return words.isEmpty ? "\(node.subject)" : "\(node.subject) (\(words.joined(separator: ", ")))"
}

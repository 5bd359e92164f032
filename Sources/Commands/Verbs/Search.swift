import ArgumentParser
import Registry
import RegistryCore

/// `cairn search`
struct Search: Verb {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find versions by what is recorded of them.",
        discussion: """
            A query is conditions and words, all of which must hold: docs/search.md explains OR, \
            parentheses and all else. Put it in single quotes, or the shell takes '<', '>' and '*' \
            for its own.

            Fields: \(SearchField.allCases.map(\.usage).joined(separator: ", ")).
            """)
    static let examples = [
        "cairn search framework:pytorch stage:production",
        "cairn search 'metric.auc>0.9 -state:archived \"card fraud\"' --sort -metric.auc",
        "cairn search --view in-production risk:high",
    ]

    @Argument(help: ArgumentHelp("What to look for; everything if absent.", valueName: "query"))
    var query: [String] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("By \(SearchOrder.usage).", valueName: "key"),
        transform: SearchOrder.init(checking:))
    var sort: SearchOrder?

    @Option(
        help: ArgumentHelp(
            "A saved search, all of which must hold besides; `cairn view list` names them.",
            valueName: "name"),
        transform: ViewName.init(checking:))
    var view: ViewName?

    @Option(
        help: ArgumentHelp("How many versions to show.", valueName: "1…1000"),
        transform: LimitWord.init(checking:))
    var limit: LimitWord = .usual

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The page that the one before it names at its end.", valueName: "token"))
    var page: String?

    @OptionGroup var global: GlobalOptions

    static func spelled(_ words: [String]) -> [String] {
        spellingQueries(in: words, after: ["--sort", "--view", "--limit", "--page"])
    }

    func run(in context: Context) async throws -> SearchFinding {
        let workspace = try await Workspace.open(context.session())
        let (query, order) = try question(in: workspace)
        let start = try page.map { token throws(RegistryError) in
            try SearchPosition(token: token, for: query, in: order)
        }
        let request = SearchRequest(query, in: order, after: start, limit: limit.count)
        return SearchFinding(request: request, page: try await workspace.search(request))
    }

    /// What is looked for, of the view and of the command line together, and in which order.
    private func question(
        in workspace: Workspace
    ) throws(RegistryError) -> (SearchQuery, SearchOrder) {
        let own = try SearchQuery(typed: query)
        guard let view else { return (own, sort ?? .usual) }
        let saved = try workspace.view(view).parsed()
        return (try saved.query.and(own), sort ?? saved.order)
    }
}

/// What `search` prints.
struct SearchFinding: Report {
    let request: SearchRequest
    let page: SearchPage

    private enum CodingKeys: String, CodingKey {
        case versions, next
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(page.versions, forKey: .versions)
        try container.encode(next, forKey: .next)
    }

    var blocks: [Block] {
        guard !page.versions.isEmpty else { return [.line("Nothing is found.")] }
        return [.table(table), .lines(next.map { ["There is more: add --page \($0)"] } ?? [])]
    }

    private var next: String? { page.end?.token(for: request.query, in: request.order) }

    private var table: Table {
        let metrics = Set(page.versions.flatMap(\.metrics.keys)).sorted()
        let columns: [Table.Column] = ["version", "updated", "pointers", "state", "framework"]
        return Table(
            columns + metrics.map { .number($0) } + ["description"],
            rows: page.versions.map { version in
                let pointers =
                    version.stages.map(\.description) + version.aliases.map(\.description)
                return [
                    "\(version.model)@\(version.version)", version.updated.timestamp,
                    pointers.isEmpty ? "-" : pointers.joined(separator: ", "),
                    version.state.rawValue, version.framework ?? "-",
                ] + metrics.map { version.metrics[$0].map { "\($0)" } ?? "-" }
                    + [version.description?.firstLine ?? ""]
            })
    }
}

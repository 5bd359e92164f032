import Registry
import RegistryCore

/// A model: its card, its versions, where they are, and what happened to it.
struct ModelPage: Encodable, Sendable {
    let summary: ModelSummary
    let card: Card?
    let placements: [Placement]
    /// How it came into the stages that show it, where the glass was broken for that.
    let broken: [Deployment]
    let versions: [VersionEntry]
    /// The first few metrics of the newest of these versions, from one to the next.
    let history: [ChartData]
    let activity: [Activity]
    /// The newest versions of other models that build on it; `nil` while the search index is built.
    var users: [FoundVersion]?
    /// Who has downloaded it lately; `nil` for those whom it does not concern.
    let downloaders: [Downloader]?
    /// The search that finds all models that build on it.
    let usersQuery: String
    /// The query of the page with older versions.
    let next: String?

    /// A text in Markdown, and what its relative addresses are relative to.
    struct Card: Encodable, Sendable {
        let text: String
        let base: String
    }

    private enum CodingKeys: String, CodingKey {
        case summary, card, placements, broken, versions, history, activity, users, downloaders
        case next
        case usersQuery = "users_query"
    }

    init(_ request: APIRequest) async throws {
        let model = try request.model
        let before = try request.after(VersionNumber.init(parsing:))
        // Models' names have nothing that a query would have to quote.
        let usersQuery = "base:\(model) -model:\(model)"
        let base = "/\(request.catalog.name)/api/v1/models/\(model)/versions/latest/"
        self = try await request.view { view in
            let versions = try view.versions(
                of: model, metrics: nil, before: before, limit: Self.mostVersions)
            let placements = try view.placements(of: model)
            return ModelPage(
                summary: try view.model(model),
                card: try view.card(of: model).map { Card(text: $0, base: base) },
                placements: placements,
                broken: try await view.brokenGlass(of: model, in: placements.map(\.stage)),
                versions: versions.items,
                history: Self.history(of: versions.items),
                activity: try view.activity(of: model, limit: Self.mostActivity),
                downloaders: try view.downloaders(
                    of: model, versions: versions.items.map(\.version), limit: Self.mostUsers),
                usersQuery: usersQuery,
                next: request.next(after: versions.end))
        }
        users = try? await request.catalog.search(
            for: try SearchQuery(checking: usersQuery), in: .usual, after: nil,
            limit: Self.mostUsers, as: request.caller, now: request.exchange.received,
            patience: Self.patience
        ).items
    }

    private init(
        summary: ModelSummary, card: Card?, placements: [Placement], broken: [Deployment],
        versions: [VersionEntry], history: [ChartData], activity: [Activity],
        downloaders: [Downloader]?,
        usersQuery: String, next: String?
    ) {
        self.summary = summary
        self.card = card
        self.placements = placements
        self.broken = broken
        self.versions = versions
        self.history = history
        self.activity = activity
        self.downloaders = downloaders
        self.usersQuery = usersQuery
        self.next = next
    }

    /// A line for each metric that the newest version has and that another has too.
    private static func history(of versions: [VersionEntry]) -> [ChartData] {
        let names = (versions.first?.metrics.keys.sorted() ?? []).filter { !$0.contains("{") }
        let charts = names.map { name in
            ChartData(
                title: name,
                points: versions.reversed().compactMap { version in
                    version.metrics[name].map {
                        ChartData.Point(label: "\(version.version)", value: $0)
                    }
                })
        }
        return Array(charts.filter { $0.points.count > 1 }.prefix(mostCharts))
    }

    private static let mostVersions = 20
    private static let mostCharts = 4
    private static let mostActivity = 12
    private static let mostUsers = 12
    /// How long the page waits for an index that is being built: it has more to show.
    private static let patience = Duration.milliseconds(500)
}

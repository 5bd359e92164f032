import Registry
import RegistryCore

/// Some of a registry's models, by name; or the versions that a search finds.
struct ModelsPage: Encodable, Sendable {
    /// What is looked for; empty for a page of all models.
    let query: String
    let orders: [Order]
    /// The searches that people keep for one another.
    let views: [View]
    let models: [ModelSummary]?
    let found: [FoundVersion]?
    /// The query of the next page.
    let next: String?

    /// A saved search, and its address's query.
    struct View: Encodable, Sendable {
        let name: ViewName
        let title: String
        let description: String?
        let link: String
        let isChosen: Bool

        private enum CodingKeys: String, CodingKey {
            case name, title, description, link
            case isChosen = "chosen"
        }
    }

    /// An order in which a search tells what it finds.
    struct Order: Encodable, Sendable {
        let name: String
        let title: String
        let isChosen: Bool

        private enum CodingKeys: String, CodingKey {
            case name, title
            case isChosen = "chosen"
        }
    }

    init(_ request: APIRequest) async throws {
        query = request.query["q"] ?? ""
        let order = try request.order
        orders = Self.orders(choosing: order)
        views = try await request.view { try $0.savedViews() }.map { [query] in
            View($0, chosen: query, order)
        }
        guard query.isEmpty else {
            let page = try await Self.search(request)
            (models, found, next) = (nil, page.items, request.next(after: page.end))
            return
        }
        let after = try request.after(ModelName.init(parsing:))
        let page = try await request.view { try $0.models(after: after, limit: Self.mostRows) }
        (models, found, next) = (page.items, nil, request.next(after: page.end))
    }

    private static let mostRows = 50

    private static func search(_ request: APIRequest) async throws -> Page<FoundVersion> {
        let (query, order, after) = try (request.search, request.order, request.after)
        return try await answeringInTime {
            try await request.catalog.search(
                for: query, in: order, after: after, limit: mostRows, as: request.caller,
                now: request.exchange.received)
        }
    }

    private static func orders(choosing chosen: SearchOrder) -> [Order] {
        let usual = [
            ("-updated", "newest change first"), ("-created", "newest first"),
            ("created", "oldest first"), ("name", "by name"),
        ]
        let isUsual = usual.contains { $0.0 == chosen.description }
        return (usual + (isUsual ? [] : [(chosen.description, chosen.description)])).map {
            Order(name: $0.0, title: $0.1, isChosen: $0.0 == chosen.description)
        }
    }
}

extension ModelsPage.View {
    /// - Parameter query: What is looked for now, and in which order.
    init(_ saved: NamedView, chosen query: String, _ order: SearchOrder) {
        name = saved.name
        title = saved.view.title
        description = saved.view.description
        let sort = saved.view.sort
        link =
            "?q=\(saved.view.query.percentEncoded)"
            + (sort.map { "&sort=\($0.percentEncoded)" } ?? "")
        isChosen = saved.view.query == query && sort ?? SearchOrder.usual.description == "\(order)"
    }
}

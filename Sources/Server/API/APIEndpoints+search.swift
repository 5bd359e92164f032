import HTTPTypes
import Registry
import RegistryCore

extension APIEndpoints {
    /// What the search index answers.
    static let ofSearch: [APIEndpoint] = [
        .list(
            "/search", "search", "The versions that a query finds, in an order of choice.",
            .named(.foundVersion), [.query, .sort]
        ) { request in
            let (query, order) = try (request.search, request.order)
            let (after, limit) = try (request.after, request.limit)
            return try await answeringInTime {
                try await request.catalog.search(
                    for: query, in: order, after: after, limit: limit, as: request.caller,
                    now: request.exchange.received)
            }
        },
        .value(
            "/models/{namespace}/{name}/versions/{version}/lineage", "getLineage",
            "What a version was made from, and what was made from it.", .named(.lineage),
            [.direction, .nodes]
        ) { request in
            let reference = try request.reference
            return try await request.lineage { try $0.subject(of: reference) }
        },
        .value(
            "/lineage", "getDescendants",
            "What was made from a data set, or from a base that is elsewhere.", .named(.lineage),
            [.dataset, .base, .nodes]
        ) { request in
            let origin = try request.origin
            return try await request.lineage { _ in origin }
        },
    ]
}

/// The server is too busy for what takes so long, or the query too much for any.
func answeringInTime<Answer>(_ ask: () async throws -> Answer) async throws -> Answer {
    do {
        return try await ask()
    } catch let error as RegistryError where error.objections[0].code == .tooMuch {
        throw Refusal(error, status: .serviceUnavailable)
    }
}

extension APIRequest {
    fileprivate func lineage(
        from subject: @escaping @Sendable (CatalogView) throws -> LineageSubject
    ) async throws -> LineageReport {
        let (directions, limit) = try (directions, limit)
        return try await answeringInTime {
            try await catalog.lineage(
                directions, atMost: limit, as: caller, now: exchange.received, from: subject)
        }
    }
}

import GRDB
package import RegistryCore

extension IndexFile {
    /// Finds one page of what a request asks for, all of it as of one moment.
    ///
    /// - Throws: `IndexError`: `interrupted` if it took longer than `time`.
    package func search(_ request: SearchRequest, atMost time: Duration) async throws -> SearchPage
    {
        try await search(request, atMost: time, candidates: SearchPlan.usualCandidates)
    }

    /// The position of a version that a page ended with, as it was sorted by `value` then; `nil` if
    /// it is not there.
    ///
    /// Whether it may still be seen is not asked: whoever knows where a page ended has seen it.
    package func position(
        of model: ModelName, _ number: VersionNumber, at value: SearchPosition.Value,
        in order: SearchOrder, atMost time: Duration
    ) async throws -> SearchPosition? {
        if order.key == .name { return SearchPosition(value: value, tie: Int64(number.value)) }
        let place = try await read(atMost: time) { database in
            let request: SQLRequest<Int64> = """
                SELECT v.id FROM models m JOIN versions v ON v.model = m.id
                WHERE m.name = \(model.description) AND v.number = \(number.value)
                """
            return try request.fetchOne(database)
        }
        return place.map { SearchPosition(value: value, tie: $0) }
    }

    /// - Parameter most: How many candidates are looked at one by one rather than walking.
    func search(
        _ request: SearchRequest, atMost time: Duration, candidates most: Int
    ) async throws -> SearchPage {
        try await read(atMost: time) { database in
            let plan = try SearchPlan(request, in: database, candidates: most)
            return try SearchReader(request: request, plan: plan, database: database).page()
        }
    }
}

/// Reads one page.
private struct SearchReader {
    let request: SearchRequest
    let plan: SearchPlan
    let database: Database

    func page() throws -> SearchPage {
        let rows = try rows()
        let details = VersionDetails(of: request, in: database)
        var versions: [FoundVersion] = []
        var bytes = 0
        for row in rows.prefix(request.limit) where bytes < Self.mostBytes {
            versions.append(try details.version(row["id"]))
            bytes += versions.last?.description?.utf8.count ?? 0
        }
        let isMore = rows.count > versions.count
        return SearchPage(
            versions: versions, end: isMore ? position(of: rows[versions.count - 1]) : nil)
    }

    /// After how much of what people wrote a page ends: a description may be long.
    private static let mostBytes = 8 << 20

    /// The rows of the page and, if there is one, the row after it.
    private func rows() throws -> [Row] {
        var rows: [Row] = []
        for step in try plan.steps() where rows.count <= request.limit {
            let missing = request.limit + 1 - rows.count
            let page: SQLRequest<Row> = "\(try plan.statement(for: step)) LIMIT \(missing)"
            rows += try page.fetchAll(database)
        }
        return rows
    }

    private func position(of row: Row) -> SearchPosition {
        let value: SearchPosition.Value? =
            switch request.order.key {
            case .updated, .created: .time(row["key"])
            case .name: ModelName(parsing: row["key"] as String).map { .name($0) }
            case .metric: (row["key"] as Double?).map { .number($0) }
            }
        return SearchPosition(value: value ?? .absent, tie: row["tie"])
    }
}

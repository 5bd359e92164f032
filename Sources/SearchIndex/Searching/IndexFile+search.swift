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
        let versions = try rows.prefix(request.limit).map { try details.version($0["id"]) }
        let isMore = rows.count > request.limit
        return SearchPage(
            versions: versions, end: isMore ? position(of: rows[request.limit - 1]) : nil)
    }

    /// The rows of the page and, if there is one, the row after it.
    private func rows() throws -> [Row] {
        var rows: [Row] = []
        for statement in plan.statements where rows.count <= request.limit {
            let missing = request.limit + 1 - rows.count
            let page: SQLRequest<Row> = "\(statement) LIMIT \(missing)"
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

import FoundationEssentials
import Registry
import RegistryCore

/// Merge requests, the newest first.
struct RequestsPage: Encodable, Sendable {
    let requests: [RequestSummary]
    /// The query of the next page.
    let next: String?

    init(_ request: APIRequest) async throws {
        let before = try request.after { RequestNumber(digits: $0) }
        let page = try await request.view { try $0.requests(before: before, limit: Self.most) }
        requests = page.items
        next = request.next(after: page.end)
    }

    private static let most = 50
}

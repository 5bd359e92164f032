import FoundationEssentials
import Registry
import RegistryCore

/// Merge requests, the newest first.
struct RequestsPage: Encodable, Sendable {
    let requests: [RequestLine]
    /// The query of the next page.
    let next: String?

    init(_ request: APIRequest) async throws {
        let before = try request.after { RequestNumber(parsing: $0) }
        let page = try await request.view { try $0.requests(before: before, limit: Self.most) }
        requests = page.items.map(RequestLine.init)
        next = request.next(after: page.end)
    }

    private static let most = 50
}

/// A merge request at a glance.
struct RequestLine: Encodable, Sendable {
    let number: RequestNumber
    let title: String
    let target: String
    let author: Person
    let status: MergeRequest.Status
    let isDraft: Bool
    let opened: Date
    let updated: Date
    let comments: Int

    private enum CodingKeys: String, CodingKey {
        case number, title, target, author, status, opened, updated, comments
        case isDraft = "draft"
    }

    init(_ request: MergeRequest) {
        number = request.number
        title = "\(request.title)"
        target = "\(request.target)"
        author = request.author
        status = request.status
        isDraft = request.isDraft
        opened = request.opened
        updated = request.updated
        comments = request.commentCount
    }
}

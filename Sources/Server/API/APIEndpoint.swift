import Registry
import RegistryCore

/// One address of the reading API: what answers there, and what the API's description says of it.
struct APIEndpoint: Addressed, Sendable {
    let path: APIPath
    /// What programs that are made from the description call it.
    let name: String
    let summary: String
    /// What a caller must be allowed to do.
    let action: RegistryCore.Action
    /// What may stand in the query, beside what pages take.
    let parameters: [APIParameter]
    let kind: Kind
    let answer: @Sendable (APIRequest) async throws -> APIAnswer

    /// What an answer is.
    enum Kind: Sendable {
        /// One value as JSON.
        case value(Schema)
        /// A page of a list as JSON.
        case list(Schema)
        /// The bytes of an artifact.
        case bytes
    }

    /// Everything that may stand in the query.
    var allParameters: [APIParameter] {
        guard case .list = kind else { return parameters }
        return parameters + [.limit, .page]
    }

    /// What an answer's `Content-Type` is.
    var mediaType: String {
        if case .bytes = kind { "application/octet-stream" } else { "application/json" }
    }
}

extension APIEndpoint {
    /// One that answers with one value.
    static func value(
        _ path: APIPath, _ name: String, _ summary: String, _ schema: Schema,
        for action: RegistryCore.Action = .browse, _ parameters: [APIParameter] = [],
        answer: @escaping @Sendable (APIRequest) async throws -> any Encodable & Sendable
    ) -> APIEndpoint {
        APIEndpoint(
            path: path, name: name, summary: summary, action: action, parameters: parameters,
            kind: .value(schema)
        ) { request in .value(json(try await answer(request))) }
    }

    /// One that answers with a list, page by page.
    static func list<Item: Encodable & Sendable>(
        _ path: APIPath, _ name: String, _ summary: String, _ schema: Schema,
        for action: RegistryCore.Action = .browse, _ parameters: [APIParameter] = [],
        answer: @escaping @Sendable (APIRequest) async throws -> Page<Item>
    ) -> APIEndpoint {
        APIEndpoint(
            path: path, name: name, summary: summary, action: action, parameters: parameters,
            kind: .list(schema)
        ) { request in
            let page = try await answer(request)
            return .page(json(page.items), end: page.end)
        }
    }
}

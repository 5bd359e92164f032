import Registry
import RegistryCore
import Templates

/// One address of a registry's pages: what is shown there, and what makes the page of it.
struct PageAddress: Addressed, Sendable {
    let path: APIPath
    let template: PageFile
    /// What a caller must be allowed to do.
    let action: RegistryCore.Action
    /// What may stand in the query.
    let parameters: [String]
    /// What the page shows, the same for people and for programs.
    let read: @Sendable (APIRequest) async throws -> any Encodable & Sendable

    init(
        _ path: APIPath, _ template: PageFile, for action: RegistryCore.Action = .browse,
        taking parameters: [String] = [],
        read: @escaping @Sendable (APIRequest) async throws -> any Encodable & Sendable
    ) {
        self.path = path
        self.template = template
        self.action = action
        self.parameters = parameters
        self.read = read
    }
}

extension APIRequest {
    /// The query of the next page of a list; `nil` if there is none.
    func next(after end: String?) -> String? {
        end.map { "?" + query.next(page: PageToken(after: $0, in: list).text) }
    }
}

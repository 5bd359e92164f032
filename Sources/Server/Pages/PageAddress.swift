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
    /// What its forms do, and to which address that leads; `nil` for a page that has none.
    let send: Sending?

    typealias Sending = @Sendable (APIRequest, FormFields) async throws -> String

    /// - Parameter send: Does what a form asks for, once it is known who has sent it, and that they
    ///   may push.
    init(
        _ path: APIPath, _ template: PageFile, for action: RegistryCore.Action = .browse,
        taking parameters: [String] = [], send: Sending? = nil,
        read: @escaping @Sendable (APIRequest) async throws -> any Encodable & Sendable
    ) {
        self.path = path
        self.template = template
        self.action = action
        self.parameters = parameters
        self.send = send
        self.read = read
    }

    /// All that may stand in the query.
    var allParameters: [String] { parameters + ["page", "format"] }
}

extension APIRequest {
    /// The query of the next page of a list; `nil` if there is none.
    func next(after end: String?) -> String? {
        end.map { "?" + query.next(page: PageToken(after: $0, in: list).text) }
    }
}

import HTTPTypes
import Hummingbird
import HummingbirdCore
import Registry
import RegistryCore

/// Answers what is asked of the reading API, `/<registry>/api/v1`.
struct APIDesk: Sendable {
    let gate: Gate

    /// - Parameter words: What follows the version of the API in the address.
    func answer(
        _ exchange: Exchange, _ name: String, _ words: [String], _ query: String?
    ) async throws -> Response {
        guard let (endpoint, path) = Self.endpoint(at: words) else { throw Refusal.notServed }
        try exchange.require(.get, .head)
        let (catalog, caller) = try await gate.admit(
            exchange, to: name, for: endpoint.action, bySession: true)
        guard Acceptance(exchange.request.headers).allows(endpoint.mediaType) else {
            throw Refusal.unacceptable(offering: endpoint.mediaType)
        }
        let parameters = try APIQuery(query, taking: endpoint.allParameters.map(\.name))
        let address = ([gate.apiAddress(of: name)] + words.map(\.percentEncoded))
            .joined(separator: "/")
        let request = APIRequest(
            exchange: exchange, gate: gate, catalog: catalog, caller: caller, path: path,
            query: parameters,
            list: "\(endpoint.name) \(path.values.sorted())\n\(parameters.meaning)")
        return try await endpoint.answer(request).response(to: request, at: address)
    }

    /// The endpoint of an address, and what stands in place of the braces.
    static func endpoint(at words: [String]) -> (endpoint: APIEndpoint, path: [String: String])? {
        for endpoint in APIEndpoints.all {
            if let path = endpoint.path.match(words) { return (endpoint, path) }
        }
        return nil
    }
}

extension Gate {
    /// The address of a registry's API, without a slash at its end: whole where it is known how the
    /// server is reached from outside, and else without the server.
    func apiAddress(of name: String) -> String {
        "\(publicURL ?? catalogs[name]?.publicURL ?? "")/\(name)/api/v1"
    }
}

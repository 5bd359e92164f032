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
        guard let (endpoint, path) = APIEndpoints.all.entry(at: words) else {
            throw Refusal.notServed
        }
        try exchange.require(.get, .head)
        let request = try await APIRequest(
            exchange, to: name, through: gate, for: endpoint.action, path,
            query: (query, endpoint.allParameters.map(\.name)), place: endpoint.name)
        guard Acceptance(exchange.request.headers).allows(endpoint.mediaType) else {
            throw Refusal.unacceptable(offering: endpoint.mediaType)
        }
        let address = ([gate.apiAddress(of: name)] + words.map(\.percentEncoded))
            .joined(separator: "/")
        return try await endpoint.answer(request).response(to: request, at: address)
    }
}

extension Gate {
    /// The address of a registry's API, without a slash at its end: whole where it is known how the
    /// server is reached from outside, and else without the server.
    func apiAddress(of name: String) -> String {
        "\(publicURL ?? catalogs[name]?.publicURL ?? "")/\(name)/api/v1"
    }
}

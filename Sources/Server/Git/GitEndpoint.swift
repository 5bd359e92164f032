import HTTPTypes
import Hummingbird
import HummingbirdCore
import Registry
import RegistryCore

/// Git's smart HTTP protocol (gitprotocol-http(5)), and no other: files of the repository are not
/// to be had.
struct GitEndpoint: Sendable {
    let gate: Gate

    func answer(
        _ exchange: Exchange, _ name: String, _ address: Route.GitAddress
    ) async throws -> Response {
        switch address {
        case .references(let service):
            try exchange.require(.get)
            return try await answer(exchange, name, service, input: nil)
        case .service(let service):
            try exchange.require(.post)
            try exchange.require(mediaType: "application/x-\(service.rawValue)-request")
            let input = try RequestBytes(
                exchange.request, limit: GitAnswer.limit(of: service))
            return try await answer(exchange, name, service, input: input)
        }
    }

    private func answer(
        _ exchange: Exchange, _ name: String, _ service: GitRequest.Service, input: RequestBytes?
    ) async throws -> Response {
        let (catalog, caller) = try await gate.admit(exchange, to: name, for: service.action)
        let version = exchange.request.headers[.gitProtocol]
        return GitAnswer(
            catalog: catalog,
            request: GitRequest(
                service: service, isAdvertisement: input == nil,
                version: version.flatMap(GitRequest.ProtocolVersion.init)),
            caller: caller, exchange: exchange, metrics: gate.metrics, input: input
        ).response
    }
}

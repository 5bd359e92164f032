import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Registry
import RegistryCore

/// Answers every request: finds what its address stands for, who asks, and whether they may.
struct RegistryResponder: HTTPResponder {
    let gate: Gate
    let logger: Logger

    func respond(to request: Request, context: ServerContext) async throws -> Response {
        let id = requestID()
        var logger = logger
        logger[metadataKey: "request"] = "\(id)"
        let exchange = Exchange(
            request: request, id: id, peer: context.peer, received: Date(), logger: logger)
        let start = ContinuousClock.now
        let route = Route(request.head.path ?? "")
        let response: Response
        do {
            response = try await answer(exchange, route)
        } catch {
            let refusal = Refusal(any: error)
            if refusal.status.kind == .serverError {
                exchange.logger.error("\(error)")
            }
            response = refusal.response(
                to: client(of: request, route), requestID: exchange.id)
        }
        log(exchange, response, took: .now - start)
        count(route, response, took: .now - start)
        return response
    }

    private func answer(_ exchange: Exchange, _ route: Route?) async throws -> Response {
        switch route {
        case .health: return try text("ok\n", exchange)
        case .ready:
            // Whoever asks learns which of the registries can't be read from the log alone.
            for catalog in gate.catalogs.values { _ = try await catalog.policy() }
            return try text("ok\n", exchange)
        case .metrics: return try text(gate.metrics.text, exchange)
        case .git(let name, let address):
            return try await GitEndpoint(gate: gate).answer(exchange, name, address)
        case .lfs(let name, let address): return try await answer(exchange, name, address)
        case nil: throw Refusal.notServed
        }
    }

    private func text(_ text: String, _ exchange: Exchange) throws -> Response {
        try exchange.require(.get, .head)
        var headers = HTTPFields()
        headers[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
        headers[.cacheControl] = "no-store"
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private func answer(
        _ exchange: Exchange, _ name: String, _ address: Route.LFSAddress
    ) async throws -> Response {
        let objects = ObjectEndpoint(gate: gate)
        let locks = LockEndpoint(gate: gate)
        return switch address {
        case .batch: try await BatchEndpoint(gate: gate).answer(exchange, name)
        case .object(let digest, let query):
            try await objects.answer(exchange, name, digest, query: query)
        case .verify(let digest, let query):
            try await objects.verify(exchange, name, digest, query: query)
        case .parts(let digest, let query):
            try await PartEndpoint(gate: gate).answer(exchange, name, digest, query: query)
        case .locks: try await locks.answer(exchange, name)
        case .verifyLocks: try await locks.verify(exchange, name)
        case .unlock(let id): try await locks.unlock(exchange, name, id)
        }
    }

    private func client(of request: Request, _ route: Route?) -> Client {
        let agent = request.headers[.userAgent] ?? ""
        if agent.hasPrefix("git/") { return .git }
        if case .lfs = route { return .lfs }
        return .other
    }

    /// One line for each request. Neither query nor credentials are in it.
    private func log(_ exchange: Exchange, _ response: Response, took: Duration) {
        exchange.logger.info(
            "\(exchange.request.method.rawValue) \(exchange.request.uri.path.printable)",
            metadata: [
                "peer": "\(exchange.peer)", "status": "\(response.status.code)",
                "ms": "\(Int(took / .milliseconds(1)))",
            ])
    }

    private func count(_ route: Route?, _ response: Response, took: Duration) {
        let label = route?.label ?? "none"
        gate.metrics.add(to: .requests, ["route": label, "status": "\(response.status.code)"])
        gate.metrics.add(took / .seconds(1), to: .seconds, ["route": label])
    }

    private func requestID() -> String {
        String(UInt64.random(in: 1 << 60 ... .max), radix: 16)
    }
}

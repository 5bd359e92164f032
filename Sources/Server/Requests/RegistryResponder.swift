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
        let id = requestID(of: request)
        var logger = logger
        logger[metadataKey: "request"] = "\(id)"
        let exchange = Exchange(
            request: request, id: id, peer: context.peer, received: Date(), logger: logger,
            eventLoop: context.eventLoop)
        let start = ContinuousClock.now
        let route = Route(request.head.path ?? "")
        var response: Response
        do {
            response = try await answer(exchange, route)
        } catch {
            let refusal = Refusal(any: error)
            if refusal.status.kind == .serverError {
                exchange.logger.error("\(error)")
            }
            response = answer(to: exchange, route, refusal)
        }
        response.headers[.requestID] = id
        log(exchange, response, took: .now - start)
        count(route, response, took: .now - start)
        return response
    }

    private func answer(_ exchange: Exchange, _ route: Route?) async throws -> Response {
        switch route {
        case .health: return try text("ok\n", exchange)
        case .ready: return try await ready(exchange)
        case .metrics:
            if let behind = gate.secondsBehind(now: exchange.received) {
                gate.metrics.set(behind, .behind)
            }
            return try text(gate.metrics.text, exchange)
        case .git(let name, let address):
            return try await GitEndpoint(gate: gate).answer(exchange, name, address)
        case .lfs(let name, let address): return try await answer(exchange, name, address)
        case .api(let name, let words, let query):
            return try await APIDesk(gate: gate).answer(exchange, name, words, query)
        case .home(let query): return try await PageDesk(gate: gate).home(exchange, query)
        case .registry(let name): return redirection(to: "/\(name)/")
        case .page(let name, let words, let query):
            return try await PageDesk(gate: gate).answer(exchange, name, words, query)
        case .asset(let asset): return try asset.response(to: exchange)
        case .signIn(let query):
            return try await SignInDesk(gate: gate).answer(exchange, query)
        case .signOut: return try await SignInDesk(gate: gate).signOut(exchange)
        case nil: throw Refusal.notServed
        }
    }

    private func answer(
        to exchange: Exchange, _ route: Route?, _ refusal: Refusal
    ) -> Response {
        switch client(of: exchange.request, route) {
        case .browser: PageDesk(gate: gate).problem(refusal, exchange)
        case let client: refusal.response(to: client, requestID: exchange.id)
        }
    }

    private func ready(_ exchange: Exchange) async throws -> Response {
        try exchange.require(.get, .head)
        for catalog in gate.catalogs.values {
            do { try await catalog.requireReady() } catch {
                // Which it is, and why, is for the log alone: anybody may ask.
                exchange.logger.error("\(catalog.name) is not ready: \(error)")
                throw Refusal.unready
            }
        }
        let readiness = Readiness(
            isReplica: gate.catalogs.values.contains { $0.following != nil },
            behindSeconds: gate.secondsBehind(now: exchange.received))
        var headers = HTTPFields()
        headers[.contentType] = "application/json"
        headers[.cacheControl] = "no-store"
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: json(readiness))))
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
        case .bundle(let direction):
            try await BundleEndpoint(gate: gate).answer(exchange, name, direction)
        case .locks: try await locks.answer(exchange, name)
        case .verifyLocks: try await locks.verify(exchange, name)
        case .unlock(let id): try await locks.unlock(exchange, name, id)
        }
    }

    private func client(of request: Request, _ route: Route?) -> Client {
        let agent = request.headers[.userAgent] ?? ""
        if agent.hasPrefix("git/") { return .git }
        if case .lfs = route { return .lfs }
        return Client.isBrowser(request.headers, route) ? .browser : .other
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

    /// The id that a proxy has given the request, if it can be nothing else; or one of our own.
    private func requestID(of request: Request) -> String {
        if let id = request.headers[.requestID], (8...64).contains(id.utf8.count),
            id.utf8.allSatisfy(isAddressByte)
        {
            return id
        }
        return String(UInt64.random(in: 1 << 60 ... .max), radix: 16)
    }
}

/// What `/-/ready` says.
private struct Readiness: Encodable {
    let status = "ok"
    let isReplica: Bool
    /// `nil` for a replica that has not reached its primary since it was started.
    let behindSeconds: Double?

    enum CodingKeys: String, CodingKey {
        case status
        case isReplica = "replica"
        case behindSeconds = "behind_seconds"
    }
}

extension Gate {
    /// How far behind its primary the registry is that is furthest behind.
    fileprivate func secondsBehind(now: Date) -> Double? {
        let followers = catalogs.values.compactMap(\.following)
        let known = followers.compactMap { $0.behind(now: now) }
        return known.count == followers.count ? known.max() : nil
    }
}

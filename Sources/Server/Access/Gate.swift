import HTTPTypes
import HummingbirdCore
import Logging
import Registry
import RegistryCore

/// Lets in whom the policy lets in: who asks is found out here, what they may is asked of it.
struct Gate: Sendable {
    let verifier: TokenVerifier
    let catalogs: [String: ServedCatalog]
    let isReadOnly: Bool
    /// How clients reach the server from outside, without a slash at its end; `nil`: as they say.
    let publicURL: String?
    let scheme: String
    let sessions: BrowserSessions
    let metrics = Metrics()
    let failures = FailureLimiter()

    /// The catalog and the caller, if that one may do `action` there.
    ///
    /// A catalog that is not there answers as one does to somebody whom it does not know.
    ///
    /// - Parameter bySession: Whether it is enough to have signed in with a browser. Other sites
    ///   can make one send requests, so only for what changes nothing, or shows its form's key.
    func admit(
        _ exchange: Exchange, to name: String, for action: Action, bySession: Bool = false
    ) async throws -> (catalog: ServedCatalog, caller: Caller) {
        if isReadOnly, action.scope > .read { throw RegistryError.readOnly }
        let credentials = try credentials(of: exchange)
        let catalog = catalogs[name]
        var caller = Caller.anonymous
        if let secret = credentials?.secret {
            caller = try await counting(exchange) {
                try await self.caller(showing: secret, to: catalog, exchange)
            }
        } else if bySession, let session = sessions.session(of: exchange) {
            caller = await self.caller(of: session, to: catalog, exchange) ?? .anonymous
        }
        guard let catalog else { throw Refusal.unauthenticated }
        let policy = try await catalog.policy()
        switch policy.access(of: caller, to: action) {
        case .allowed:
            // Only now: who may not see the registry shall not learn that it is there.
            try catalog.requireTaking(action)
            return (catalog, caller)
        case .unauthenticated:
            // No password helps where nobody may; to be told to whom may see that it is there.
            if policy.access(of: caller, to: .read) == .allowed {
                try catalog.requireTaking(action)
            }
            throw Refusal.unauthenticated
        case .hidden: throw Refusal.notServed
        case .refused(let objection): throw Refusal(RegistryError([objection]))
        }
    }

    /// Where the LFS service of a catalog is, as this client can reach it.
    func address(of name: String, for exchange: Exchange) -> String {
        "\(base(of: name, for: exchange))/\(name).git/info/lfs"
    }

    /// Where the server is, as this client can reach it, without a slash at the end.
    func base(of name: String, for exchange: Exchange) -> String {
        publicURL ?? catalogs[name]?.publicURL
            ?? "\(scheme)://\(exchange.request.head.authority ?? "")"
    }

    /// What a request shows, unless its address has to wait.
    func credentials(of exchange: Exchange) throws -> Credentials? {
        let credentials = try Credentials(exchange.request.headers)
        if credentials != nil { try requirePatience(of: exchange) }
        return credentials
    }

    /// Throws for an address that has shown too much that is wrong.
    func requirePatience(of exchange: Exchange) throws {
        if let seconds = failures.wait(for: exchange.peer, now: exchange.received) {
            throw Refusal.tooManyFailures(seconds: seconds)
        }
    }

    /// What `body` answers, noting it where that is that something shown does not count.
    func counting<Answer>(
        _ exchange: Exchange, _ body: () async throws -> Answer
    ) async throws -> Answer {
        do { return try await body() } catch let refusal as Refusal {
            if refusal.status == .unauthorized { noteFailure(of: exchange) }
            throw refusal
        }
    }

    /// Who has signed in, as far as this catalog knows them.
    func caller(
        of session: BrowserSessions.Session, to catalog: ServedCatalog?, _ exchange: Exchange
    ) async -> Caller? {
        try? await caller(showing: session.token, to: catalog, exchange)
    }

    /// Throws for a secret that stands for nobody.
    func caller(
        showing secret: String, to catalog: ServedCatalog?, _ exchange: Exchange
    ) async throws -> Caller {
        let caller: Caller?
        if TokenVerifier.isToken(secret) {
            // Looked at wherever it is shown, so that the answer tells nothing of the place.
            let proof = try await proof(showing: secret, exchange)
            caller = try await catalog?.caller(showing: proof)
            if caller == nil { exchange.logger.notice("A token does not count: no rule fits it.") }
        } else {
            caller = catalog?.caller(showing: secret, now: exchange.received)
        }
        guard let caller else { throw Refusal.unauthenticated }
        return caller
    }

    private func proof(showing token: String, _ exchange: Exchange) async throws -> TokenProof {
        var sources: Set<KeySource> = []
        for catalog in catalogs.values {
            // One that can't be read lets nobody in, and must not keep them from the others.
            sources.formUnion((try? await catalog.keySources()) ?? [])
        }
        do {
            return try await verifier.proof(
                showing: token, trusting: sources, now: exchange.received)
        } catch {
            exchange.logger.notice("A token does not count: \(error.rawValue).")
            throw Refusal(error)
        }
    }

    private func noteFailure(of exchange: Exchange) {
        failures.fail(exchange.peer, now: exchange.received)
        metrics.add(to: .failures)
    }
}

extension Refusal {
    /// Too many wrong passwords from one address.
    static func tooManyFailures(seconds: Int) -> Refusal {
        var refusal = Refusal(
            .tooManyRequests, .busy, "Too many wrong passwords came from your address.",
            remedy: "Wait \(seconds) seconds, and use a token that counts.")
        refusal.headers[.retryAfter] = "\(seconds)"
        return refusal
    }
}

import Registry
import RegistryCore

/// A registry of this server, as somebody sees it who may.
struct RegistryEntry: Encodable, Sendable {
    /// What it is called in addresses.
    let name: String
    /// What its policy calls it.
    let label: String
    /// The commit of `main`.
    let main: ObjectID
}

extension Gate {
    /// The registries that a request may browse, by name, and who asks.
    ///
    /// - Throws: `Refusal.unauthenticated` for credentials that count nowhere.
    func registries(
        for exchange: Exchange
    ) async throws -> (registries: [RegistryEntry], person: Person?) {
        let credentials = try credentials(of: exchange)
        let secret = credentials?.secret ?? sessions.session(of: exchange)?.token
        let callers = await callers(showing: secret, exchange)
        if let credentials, callers.isEmpty { try await refuse(credentials, exchange) }
        var found: [RegistryEntry] = []
        for catalog in catalogs.values.sorted(by: { $0.name < $1.name }) {
            let caller = callers[catalog.name] ?? .anonymous
            guard try await catalog.policy().access(of: caller, to: .browse) == .allowed else {
                continue
            }
            found.append(
                try await catalog.view(for: caller, now: exchange.received) { view in
                    RegistryEntry(
                        name: catalog.name, label: view.policy.registry, main: view.main)
                })
        }
        return (found, callers.values.compactMap(\.person).min())
    }

    /// Whom each catalog knows by a secret.
    func callers(showing secret: String?, _ exchange: Exchange) async -> [String: Caller] {
        guard let secret else { return [:] }
        var callers: [String: Caller] = [:]
        for catalog in catalogs.values {
            callers[catalog.name] = try? await caller(showing: secret, to: catalog, exchange)
        }
        return callers
    }

    /// Says why credentials count nowhere.
    private func refuse(_ credentials: Credentials, _ exchange: Exchange) async throws {
        _ = try await counting(exchange) {
            try await caller(showing: credentials.secret, to: nil, exchange)
        }
    }
}

package import Cryptography
package import RegistryCore

/// Asks issuers of tokens for the keys they sign with.
package struct IssuerKeys: Sendable {
    private let transport: HTTPTransport
    private let patience: Duration

    private static let longestDescription = 64 << 10

    /// - Parameter patience: The longest that one issuer is waited for.
    package init(
        over transport: HTTPTransport, patience: Duration = .seconds(5)
    ) {
        self.transport = transport
        self.patience = patience
    }

    /// The keys that `issuer` signs with now (OpenID Connect Discovery 1.0 §4).
    package func keys(of issuer: IssuerURL) async throws(IssuerError) -> WebKeySet {
        let fetched = await withTaskGroup(of: Result<WebKeySet, IssuerError>.self) { group in
            group.addTask {
                await Result { () async throws(IssuerError) in try await fetch(issuer) }
            }
            group.addTask {
                try? await Task.sleep(for: patience)
                return .failure(.tooSlow)
            }
            defer { group.cancelAll() }
            return await group.next() ?? .failure(.tooSlow)
        }
        return try fetched.get()
    }

    private func fetch(_ issuer: IssuerURL) async throws(IssuerError) -> WebKeySet {
        let bytes = try await get(issuer.discoveryAddress, atMost: Self.longestDescription)
        guard let description = JSONValue(json: bytes),
            let address = description["jwks_uri"]?.text
        else { throw .notDescribed }
        guard description["issuer"]?.text == issuer.description else { throw .anotherIssuer }
        guard issuer.mayHaveKeys(at: address) else { throw .unsafeAddress }
        let set = WebKeySet(parsing: try await get(address, atMost: WebKeySet.mostBytes))
        guard let set else { throw .noKeySet }
        return set
    }

    private func get(_ address: String, atMost limit: Int) async throws(IssuerError) -> [UInt8] {
        let answer: (status: Int, body: [UInt8])
        do throws(HTTPError) {
            var reply = try await transport.send(HTTPRequest("GET", address))
            answer = (reply.status, try await reply.collect(atMost: limit))
        } catch {
            throw .unreachable(error)
        }
        guard answer.status == 200 else { throw .refused(status: answer.status) }
        return answer.body
    }
}

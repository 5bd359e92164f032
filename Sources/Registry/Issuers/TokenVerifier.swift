import Client
import Cryptography
package import FoundationEssentials
package import RegistryCore

/// Finds out whether tokens of OpenID Connect are what they seem to be.
///
/// One for a whole server: what it says of a token, and how long that takes, does not depend on
/// which registry the token was shown to, so nothing can be learned of one that is hidden.
package struct TokenVerifier: Sendable {
    private let keys: KeyCache

    /// - Parameter report: Told why an issuer's keys could not be had.
    /// - Throws: `usage` if the certificates that `GIT_SSL_CAINFO` names can't be read.
    package init(
        for catalogs: [ServedCatalog], report: @escaping @Sendable (String) -> Void
    ) throws(RegistryError) {
        var options = TransportOptions()
        options.certificates = catalogs.first?.environment["GIT_SSL_CAINFO"]
        options.connectTimeout = .seconds(3)
        options.idleTimeout = .seconds(3)
        options.connections = 4
        do {
            let issuers = IssuerKeys(over: try HTTPTransport(options))
            keys = KeyCache(report: report) { source async throws(IssuerError) in
                try await source.keys(from: issuers)
            }
        } catch {
            throw RegistryError(
                .usage, "The certificates in GIT_SSL_CAINFO can't be read.",
                remedy: "Name a PEM file there, or unset it.")
        }
    }

    /// Whether a password is meant to be such a token.
    package static func isToken(_ secret: String) -> Bool { WebToken.isMeant(by: secret) }

    /// What a token proves, where its issuer is one of `sources`.
    package func proof(
        showing text: String, trusting sources: Set<KeySource>, now: Date
    ) async throws(TokenFault) -> TokenProof {
        let token: WebToken
        do { token = try WebToken(parsing: text) } catch { throw TokenFault(error) }
        let known = sources.filter { $0.issuer == token.allegedIssuer }
        guard !known.isEmpty else { throw .unknownIssuer }
        let (source, payload) = try await payload(of: token, from: known)
        guard let claims = Claims(payload) else { throw .claimsMissing }
        switch claims.timeliness(at: now) {
        case .current: return TokenProof(source: source, claims: claims)
        case .expired: throw .expired
        case .early: throw .early
        }
    }

    /// What the token says, and whose keys show that it does.
    private func payload(
        of token: WebToken, from sources: Set<KeySource>
    ) async throws(TokenFault) -> (KeySource, JSONValue) {
        var fault = TokenFault.unknownKey
        for source in sources {
            do throws(TokenFault) {
                guard let key = try await keys.key(of: token, from: source) else { continue }
                do { return (source, try token.claims(verifiedBy: key)) } catch {
                    throw TokenFault(error)
                }
            } catch {
                fault = error
            }
        }
        throw fault
    }
}

extension TokenFault {
    fileprivate init(_ error: WebTokenError) {
        self =
            switch error {
            case .malformed: .malformed
            case .unsupportedAlgorithm: .unsupportedAlgorithm
            case .unsupportedHeader: .unsupportedHeader
            case .keyUnnamed: .keyUnnamed
            case .badSignature: .badSignature
            }
    }
}

extension KeySource {
    /// The keys of the issuer, from where they are to be had.
    fileprivate func keys(from issuers: IssuerKeys) async throws(IssuerError) -> WebKeySet {
        guard let file else { return try await issuers.keys(of: issuer) }
        guard let bytes = FileManager.default.contents(atPath: file),
            let set = WebKeySet(parsing: Array(bytes))
        else { throw .noKeySet }
        return set
    }
}

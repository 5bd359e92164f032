import FoundationEssentials
package import RegistryCore

/// A token as people and programs see it, without its secret or its hash.
package struct TokenReport: Encodable, Sendable {
    package let id: TokenID
    package let who: Person
    package let scope: Reach.Scope
    package let namespace: Namespace?
    package let created: String
    package let expires: String
    package let expired: Bool
    /// The secret; only when it was just made, and never again.
    package let token: String?

    init(_ token: Token, secret: TokenSecret?, now: Date) {
        id = token.id
        who = token.who
        scope = token.reach.scope
        namespace = token.reach.namespace
        created = token.created.timestamp
        expires = token.expires.timestamp
        expired = token.expires <= now
        self.token = secret?.text
    }
}

extension Workspace {
    /// Makes a token that stands for `person` until `span` from now is over.
    ///
    /// - Throws: `personMissing` if the policy gives them no role, `usage` if this is not the
    ///   registry itself.
    package func createToken(
        for person: Person, reach: Reach, lasting span: TimeSpan
    ) throws(RegistryError) -> TokenReport {
        let folder = try tokenFolder()
        let policy = try catalog.policy(at: try catalog.snapshot())
        guard policy.access(of: .person(person, reach), to: .read) != .hidden else {
            throw RegistryError(
                .personMissing, "\(person) has no role in this registry.",
                remedy: "Give them one with `cairn person add \(person) --role …`.")
        }
        let secret = TokenSecret()
        let token = Token(
            id: secret.id, who: person, reach: reach, created: session.now,
            expires: session.now.addingTimeInterval(Double(span.seconds)), hash: secret.hash)
        try folder.write(token)
        return TokenReport(token, secret: secret, now: session.now)
    }

    /// Every token that was not revoked, the oldest first.
    package func tokens() throws(RegistryError) -> [TokenReport] {
        try tokenFolder().all().map { TokenReport($0, secret: nil, now: session.now) }
    }

    /// Makes a token worth nothing, at once.
    package func revokeToken(_ id: TokenID) throws(RegistryError) -> TokenReport {
        let folder = try tokenFolder()
        guard let token = folder.token(id) else {
            throw RegistryError(
                .tokenMissing, "There is no token \(id) here.",
                remedy: "`cairn token list` shows those there are.")
        }
        try folder.remove(id)
        return TokenReport(token, secret: nil, now: session.now)
    }

    private func tokenFolder() throws(RegistryError) -> TokenFolder {
        guard let registryFolder else {
            throw RegistryError(
                .usage, "Tokens are kept where the registry is, and it is not on this machine.",
                remedy: "Run it there, with -R <folder of the registry>.")
        }
        return TokenFolder(catalog: registryFolder)
    }
}

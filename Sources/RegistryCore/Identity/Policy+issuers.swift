extension Policy {
    /// Whom a token with these claims stands for, and as far as that reaches; `nil` for nobody.
    /// Its signature and its time were looked at before.
    package func caller(claiming claims: Claims) -> Caller? {
        let rules = issuers?.first { $0.url == claims.subject.issuer }
        guard let rules, claims.are(for: rules.audience),
            let identity = rules.identities.first(where: { $0.fits(claims) }),
            let person = identity.who.person(of: claims)
        else { return nil }
        return .person(person, identity.reach, claims.subject)
    }

    /// Refuses issuers whose rules let in more than they seem to: anybody's tokens, names that
    /// nobody has verified, or the right to change the rules themselves.
    package func checkIssuers() throws(RegistryError) {
        let issuers = issuers ?? []
        guard issuers.count <= 16, Set(issuers.map(\.url)).count == issuers.count else {
            throw Self.invalid("issuers are at most 16, and each is listed once")
        }
        for issuer in issuers {
            guard (1...255).contains(issuer.audience.utf8.count) else {
                throw Self.invalid("the issuer \(issuer.url) needs an audience")
            }
            guard issuer.identities.count <= 256 else {
                throw Self.invalid("the issuer \(issuer.url) has more than 256 identities")
            }
            for identity in issuer.identities {
                guard let problem = identity.problem(from: issuer.url) else { continue }
                throw Self.invalid("'\(identity.who)' of the issuer \(issuer.url) \(problem)")
            }
        }
    }
}

extension TokenIdentity {
    fileprivate func fits(_ claims: Claims) -> Bool {
        self.claims.allSatisfy { name, rule in
            !Set(rule.values).isDisjoint(with: claims.texts(of: name))
        }
    }

    /// What is wrong with the rule, to go on after its name.
    fileprivate func problem(from issuer: IssuerURL) -> String? {
        if claims.isEmpty { return "needs claims: without any, every token of the issuer fits" }
        if claims.values.contains(where: \.values.isEmpty) { return "has a claim without a value" }
        if scope == .admin {
            return "can't have the scope admin: who changes the policy shows a key or a token"
        }
        if who == .claim("email"), claims["email_verified"]?.values != ["true"] {
            return "needs the claim email_verified: true, or anybody could name themselves"
        }
        guard let owners = ownerClaims[issuer.description],
            owners.isDisjoint(with: claims.keys)
        else { return nil }
        return "needs one of the claims \(owners.sorted().joined(separator: ", ")): anybody in the "
            + "world has jobs there"
    }
}

/// The claims that say whose job it is, of issuers that everybody in the world may use.
private let ownerClaims: [String: Set<String>] = [
    "https://gitlab.com": [
        "namespace_id", "namespace_path", "project_id", "project_path", "sub",
    ],
    "https://token.actions.githubusercontent.com": [
        "repository", "repository_id", "repository_owner", "repository_owner_id", "sub",
    ],
]

/// One entry of `issuers:`: whose tokens count here, and for whom.
package struct IssuerRules: Hashable, Sendable, Codable {
    package var url: IssuerURL
    /// Whom a token must be meant for; that an issuer gives the same to another service is what it
    /// keeps out.
    package var audience: String
    /// The first that fits a token counts.
    package var identities: [TokenIdentity]

    package init(url: IssuerURL, audience: String, identities: [TokenIdentity]) {
        self.url = url
        self.audience = audience
        self.identities = identities
    }
}

/// Which tokens of an issuer stand for whom, and how far that reaches.
package struct TokenIdentity: Hashable, Sendable, Codable {
    package var who: TokenBearer
    /// What a token must say, each and every one.
    package var claims: [String: ClaimRule]
    /// What may be done at most, where the policy lets `who`; to read if nothing is said.
    package var scope: Reach.Scope?
    /// The one namespace in which anything may be changed, or artifacts be read.
    package var namespace: Namespace?

    package init(
        who: TokenBearer, claims: [String: ClaimRule], scope: Reach.Scope?, namespace: Namespace?
    ) {
        self.who = who
        self.claims = claims
        self.scope = scope
        self.namespace = namespace
    }

    var reach: Reach { Reach(scope: scope ?? .read, namespace: namespace) }
}

/// Whom tokens stand for: one person or machine, or whomever one of the claims names.
package enum TokenBearer: TextualName {
    case person(Person)
    case claim(String)

    package static let noun = "whom tokens stand for"
    package static let grammar = "one lower-case address, or claim:<name of a claim that has it>"

    package init?(parsing text: some StringProtocol) {
        if text.hasPrefix("claim:") {
            let name = text.dropFirst("claim:".count)
            guard (1...255).contains(name.utf8.count), name.printable == name else { return nil }
            self = .claim(String(name))
        } else {
            guard let person = Person(parsing: text) else { return nil }
            self = .person(person)
        }
    }

    package var description: String {
        switch self {
        case .person(let person): "\(person)"
        case .claim(let name): "claim:\(name)"
        }
    }

    /// The person, as far as `claims` name one.
    func person(of claims: Claims) -> Person? {
        switch self {
        case .person(let person): return person
        case .claim(let name):
            let named = claims.texts(of: name)
            return named.count == 1 ? Person(parsing: named[0]) : nil
        }
    }
}

/// What a claim must be: one text, or one of several.
package struct ClaimRule: Hashable, Sendable, Codable {
    package let values: [String]

    package init(_ values: [String]) {
        self.values = values
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let list = try? decoder.unkeyedContainer(), list.count != nil {
            values = try container.decode([String].self)
        } else {
            values = [try container.decode(String.self)]
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if values.count == 1 {
            try container.encode(values[0])
        } else {
            try container.encode(values)
        }
    }
}

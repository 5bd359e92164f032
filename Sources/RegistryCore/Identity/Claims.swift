package import FoundationEssentials

/// What an issuer says of the bearer of a token whose signature has held (RFC 7519 §4).
package struct Claims: Hashable, Sendable {
    package let subject: TokenSubject
    private let audiences: [String]
    private let expires: Double
    /// The later of when it was issued and when it was to count first.
    private let begins: Double
    private let values: JSONValue

    /// By how many seconds another machine's clock may differ from ours.
    package static let leeway: TimeInterval = 60

    /// Whether claims count at some moment.
    package enum Timeliness: Hashable, Sendable {
        case current, expired, early
    }

    /// Reads the claims of an ID token (OpenID Connect Core 1.0 §2); `nil` where one that each has
    /// is missing, or is not of its type.
    package init?(_ values: JSONValue) {
        guard let issuer = values["iss"]?.text.flatMap(IssuerURL.init(parsing:)),
            let subject = values["sub"]?.text, (1...255).contains(subject.utf8.count),
            let audiences = values["aud"]?.texts, !audiences.isEmpty,
            let expires = values["exp"]?.number, let issued = values["iat"]?.number
        else { return nil }
        let earliest: Double? = values["nbf"].map(\.number) ?? issued
        guard let earliest, expires.isFinite, issued.isFinite, earliest.isFinite else { return nil }
        self.subject = TokenSubject(issuer: issuer, subject: subject)
        self.audiences = audiences
        self.expires = expires
        begins = max(issued, earliest)
        self.values = values
    }

    /// Whether they count at `now`, give or take `leeway`.
    package func timeliness(at now: Date) -> Timeliness {
        let now = now.timeIntervalSince1970
        guard now < expires + Self.leeway else { return .expired }
        return now >= begins - Self.leeway ? .current : .early
    }

    /// Whether they are meant for `audience`, among others or alone.
    func are(for audience: String) -> Bool { audiences.contains(audience) }

    /// The value of a claim, and all of them where it has several.
    func texts(of name: String) -> [String] {
        guard let value = values[name] else { return [] }
        return (value.list ?? [value]).compactMap(\.scalar)
    }
}

extension JSONValue {
    /// A text, or a list of nothing but texts.
    fileprivate var texts: [String]? {
        guard let list else { return text.map { [$0] } }
        let texts = list.compactMap(\.text)
        return texts.count == list.count ? texts : nil
    }

    /// What the policy compares with: issuers write `"true"` as well as `true`.
    fileprivate var scalar: String? {
        switch self {
        case .text(let text), .number(let text): text
        case .bool(let flag): "\(flag)"
        case .null, .list, .map: nil
        }
    }
}

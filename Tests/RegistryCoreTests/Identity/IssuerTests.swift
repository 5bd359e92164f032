import FoundationEssentials
import RegistryCore
import Testing

@Suite struct `The address of an issuer` {
    @Test(arguments: [
        "https://gitlab.com", "https://gitlab.example.com:8443", "https://sso.example.com/realms/a",
        "https://tenant.example.com/", "http://127.0.0.1:8080/x", "http://localhost",
        "http://[::1]:80",
    ])
    func `is an address that nobody can change answers of`(text: String) {
        #expect(IssuerURL(parsing: text)?.description == text)
    }

    @Test(arguments: [
        "", "gitlab.com", "http://gitlab.com", "https://", "https:///x", "ftp://x",
        "http://127.0.0.1.example.com", "http://localhost.example.com", "http://127.0.0.1@x",
        "https://a@b", "https://x?y", "https://x#y", "https://x y", "https://ü",
        "HTTPS://x", "https://\(String(repeating: "x", count: 250))",
    ])
    func `is nothing else`(text: String) {
        #expect(IssuerURL(parsing: text) == nil)
    }

    @Test(arguments: [
        ("https://a.example.com", "https://keys.example.com/k?v=1", true),
        ("https://a.example.com", "http://a.example.com/k", false),
        ("https://a.example.com", "http://127.0.0.1/k", false),
        ("https://a.example.com", "file:///etc/passwd", false),
        ("http://127.0.0.1:1", "http://127.0.0.1:2/k", true),
        ("http://127.0.0.1:1", "http://169.254.169.254/k", false),
        ("http://127.0.0.1:1", "https://a.example.com/k", true),
    ])
    func `says where its keys may be`(issuer: String, keys: String, isSafe: Bool) throws {
        let issuer = try #require(IssuerURL(parsing: issuer))
        #expect(issuer.mayHaveKeys(at: keys) == isSafe)
    }

    @Test func `leads to what it says of itself`() {
        for text in ["https://x.example.com/a", "https://x.example.com/a/"] {
            #expect(
                IssuerURL(parsing: text)?.discoveryAddress
                    == "https://x.example.com/a/.well-known/openid-configuration")
        }
    }
}

@Suite struct `The claims of a token` {
    static let now = Date(timeIntervalSince1970: 1_000_000)

    @Test(
        arguments: [
            (#""exp": 1000300, "iat": 999900"#, .current), (#""exp": 999941, "iat": 1"#, .current),
            (#""exp": 999940, "iat": 1"#, .expired), (#""exp": 2e6, "iat": 1000060"#, .current),
            (#""exp": 2000000, "iat": 1000061"#, .early),
            (#""exp": 2000000, "iat": 1, "nbf": 1000061"#, .early),
            (#""exp": 2000000, "iat": 1000061, "nbf": 1"#, .early),
            (#""exp": 1e400, "iat": 1"#, nil), (#""exp": 2000000"#, nil), (#""iat": 1"#, nil),
            (#""exp": "2000000", "iat": 1"#, nil), (#""exp": 2e6, "iat": 1, "nbf": "1""#, nil),
            (#""exp": 2e6, "iat": 1, "nbf": null"#, nil),
        ] as [(String, Claims.Timeliness?)])
    func `count for a time, give or take a minute`(times: String, want: Claims.Timeliness?) {
        let found = claims(
            #"{"iss": "https://i.example.com", "sub": "s", "aud": "a", \#(times)}"#)
        #expect(found?.timeliness(at: Self.now) == want)
    }

    @Test(arguments: [
        #"{"sub": "s", "aud": "a", "exp": 1, "iat": 1}"#,
        #"{"iss": "http://i.example.com", "sub": "s", "aud": "a", "exp": 1, "iat": 1}"#,
        #"{"iss": "https://i.example.com", "aud": "a", "exp": 1, "iat": 1}"#,
        #"{"iss": "https://i.example.com", "sub": "", "aud": "a", "exp": 1, "iat": 1}"#,
        #"{"iss": "https://i.example.com", "sub": "s", "exp": 1, "iat": 1}"#,
        #"{"iss": "https://i.example.com", "sub": "s", "aud": [], "exp": 1, "iat": 1}"#,
        #"{"iss": "https://i.example.com", "sub": "s", "aud": ["a", 1], "exp": 1, "iat": 1}"#,
        #"["iss"]"#,
    ])
    func `are those of an ID token`(text: String) {
        #expect(claims(text) == nil)
    }
}

@Suite struct `The policy's issuers` {
    private func policy(_ identities: [TokenIdentity], audience: String = "a") throws -> Policy {
        var policy = try RegistryCoreTests.policy()
        policy.issuers = [
            IssuerRules(
                url: "https://i.example.com", audience: audience, identities: identities)
        ]
        return policy
    }

    private func identity(
        _ who: TokenBearer, _ claims: [String: ClaimRule], scope: Reach.Scope? = nil
    ) -> TokenIdentity {
        TokenIdentity(who: who, claims: claims, scope: scope, namespace: nil)
    }

    private let job: TokenBearer = "job@example.com"

    @Test(
        arguments: [
            (#""ref": "main""#, "job@example.com"), (#""ref": "release""#, "job@example.com"),
            (#""ref": "Main""#, nil), (#""ref": ["x", "main"]"#, "job@example.com"),
            (#""ref": {"main": "main"}"#, nil), (#""ref": null"#, nil), (#""x": "main""#, nil),
            (#""n": 12"#, "number@example.com"), (#""n": "12""#, "number@example.com"),
            (#""n": 12.0"#, nil), (#""n": true"#, nil),
            (#""ok": true, "mail": "zoe@example.com""#, "zoe@example.com"),
            (#""ok": "true", "mail": "Zoe@example.com""#, nil),
            (#""ok": true, "mail": ["zoe@example.com"]"#, "zoe@example.com"),
            (#""ok": true"#, nil), (#""ok": false, "mail": "zoe@example.com""#, nil),
            (#""ref": "main", "ok": true, "mail": "zoe@example.com""#, "job@example.com"),
        ] as [(String, Person?)])
    func `name whoever the first rule that fits says`(text: String, person: Person?) throws {
        let policy = try policy([
            identity(job, ["ref": ["main", "release"]]),
            identity("number@example.com", ["n": "12"]),
            identity("claim:mail", ["ok": "true"]),
        ])
        let head = #""iss": "https://i.example.com", "sub": "s", "aud": "a", "exp": 2, "iat": 1"#
        let claimed = try #require(claims("{\(head), \(text)}"))
        #expect(policy.caller(claiming: claimed)?.person == person)
    }

    @Test func `let tokens reach as far as the rule says, and by default read`() throws {
        let head = #""sub": "s", "exp": 2, "iat": 1, "ref": "main""#
        let claimed = try #require(
            claims(#"{"iss": "https://i.example.com", "aud": "a", \#(head)}"#))
        var rule = identity(job, ["ref": "main"])
        let reading = try #require(try policy([rule]).caller(claiming: claimed))
        #expect(reading.reach == Reach(scope: .read, namespace: nil))
        #expect(reading.subject == TokenSubject(issuer: "https://i.example.com", subject: "s"))
        (rule.scope, rule.namespace) = (.write, "fraud")
        let writing = try #require(try policy([rule]).caller(claiming: claimed))
        #expect(writing.reach == Reach(scope: .write, namespace: "fraud"))
        #expect(try policy([rule], audience: "b").caller(claiming: claimed) == nil)
        let other = try #require(
            claims(#"{"iss": "https://j.example.com", "aud": "a", \#(head)}"#))
        #expect(try policy([rule]).caller(claiming: other) == nil)
    }

    @Test(
        arguments: [
            ("job@example.com", [:], nil, "needs claims"),
            ("job@example.com", ["ref": []], nil, "without a value"),
            ("job@example.com", ["ref": "main"], .admin, "scope admin"),
            ("claim:email", ["ref": "main"], nil, "email_verified"),
            ("claim:email", ["email_verified": ["true", "false"]], nil, "email_verified"),
        ] as [(TokenBearer, [String: ClaimRule], Reach.Scope?, String)])
    func `are refused where they let in more than they seem to`(
        who: TokenBearer, claims: [String: ClaimRule], scope: Reach.Scope?, why: String
    ) throws {
        let policy = try policy([identity(who, claims, scope: scope)])
        let error = #expect(throws: RegistryError.self) { try policy.checkIssuers() }
        #expect(error?.objections[0].code == .policyInvalid)
        #expect(error?.objections[0].message.contains(why) == true, "\(String(describing: error))")
    }

    @Test func `of the whole world must say whose jobs they mean`() throws {
        for url: IssuerURL in ["https://gitlab.com", "https://token.actions.githubusercontent.com"]
        {
            var policy = try policy([identity(job, ["ref": "main"])])
            policy.issuers?[0].url = url
            #expect(throws: RegistryError.self) { try policy.checkIssuers() }
            policy.issuers?[0].identities = [identity(job, ["sub": "x", "ref": "main"])]
            try policy.checkIssuers()
        }
    }

    @Test func `are listed once`() throws {
        var policy = try policy([identity(job, ["ref": "main"])])
        try policy.checkIssuers()
        let once = try #require(policy.issuers)
        policy.issuers = once + once
        #expect(throws: RegistryError.self) { try policy.checkIssuers() }
    }
}

/// Claims as they are written in a token.
private func claims(_ text: String) -> Claims? {
    JSONValue(json: text.utf8).flatMap { Claims($0) }
}

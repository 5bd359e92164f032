import Server
import Support
import Testing

@Suite struct `Signing in with a browser` {
    @Test func `shows what its person may see, until they sign out`() async throws {
        let premises = try await Premises.shared.value
        let browser = Browser(premises)
        #expect(try await browser.get("/acme/").status == 401)
        let reply = try await browser.signIn(
            try #require(premises.tokens["will"]), next: "/acme/models/fraud/detector")
        #expect(reply.status == 303)
        #expect(reply.headers["location"] == "/acme/models/fraud/detector")
        let cookie = try #require(reply.headers["set-cookie"])
        #expect(cookie.hasPrefix("cairn=") && cookie.contains("; HttpOnly; SameSite=Lax"))
        let page = try await browser.get("/acme/")
        #expect(page.status == 200 && page.body.contains("will@example.com"))
        let api = "/acme/api/v1/models/credit/scorer/versions/v1/artifacts/credit.bin"
        #expect(try await browser.get(api).body == "weights of credit")
        let key = try await browser.key(on: "/acme/")
        let out = try await browser.ask(
            "--data-urlencode", "key=\(key)", "\(premises.url)/-/sign-out")
        #expect(out.status == 303)
        #expect(try await browser.get("/acme/").status == 401)
        // Whoever has kept the cookie has nothing.
        let value = cookie.prefix { $0 != ";" }
        let kept = try await premises.curl("-H", "Cookie: \(value)", "\(premises.url)/acme/")
        #expect(kept.status == 401)
    }

    @Test func `takes no token that does not count, and slows down who tries many`() async throws {
        let premises = try await Premises()
        let browser = Browser(premises)
        let wrong = "cairn_0123456789abcdef_" + String(repeating: "0", count: 64)
        for token in [wrong, "", "no token"] {
            let reply = try await browser.signIn(token)
            #expect(reply.status == 401)
            #expect(reply.body.contains("role=\"alert\""))
            #expect(reply.headers["www-authenticate"]?.hasPrefix("Basic") != true)
        }
        // By one process, for all of it must be one minute's; on a busy machine the third time.
        let address = "\(premises.registry)/info/refs?service=git-upload-pack#[1-20]"
        var last = 0
        for _ in 0..<3 where last != 429 {
            _ = try await premises.curl("-u", "x:guess", address)
            last = try await browser.signIn(wrong).status
        }
        #expect(last == 429)
    }

    @Test func `takes no form that another page has made`() async throws {
        let premises = try await Premises.shared.value
        let browser = Browser(premises)
        let token = try #require(premises.tokens["will"])
        let other = String(repeating: "0", count: 64)
        #expect(try await browser.signIn(token, key: other).status == 403)
        #expect(try await browser.get("/acme/").status == 401)
        let bare = try await premises.curl(
            "--data-urlencode", "token=\(token)", "--data-urlencode", "key=\(other)",
            "\(premises.url)/-/sign-in")
        #expect(bare.status == 403)
        _ = try await browser.signIn(token)
        for key in ["key=\(other)", "key=", "x=1"] {
            let out = try await browser.ask("--data-urlencode", key, "\(premises.url)/-/sign-out")
            #expect(out.status == 403)
        }
        #expect(try await browser.get("/acme/").status == 200)
    }

    @Test(arguments: [
        "//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)",
        "/-/sign-out", "/acme.git/info/refs", "\u{0}", "/..//evil.example", "/%2f/evil.example",
        "/acme/\r\nSet-Cookie: a=b",
    ])
    func `leads to pages of ours alone`(next: String) async throws {
        let premises = try await Premises.shared.value
        let browser = Browser(premises)
        let reply = try await browser.signIn(try #require(premises.tokens["will"]), next: next)
        #expect(reply.status == 303)
        let location = try #require(reply.headers["location"])
        #expect(location == "/" || location.hasPrefix("/acme/"))
        #expect(!location.contains("\n") && !location.contains("evil"))
    }

    @Test func `opens nothing but what is read`() async throws {
        let premises = try await Premises.shared.value
        let browser = Browser(premises)
        _ = try await browser.signIn(try #require(premises.tokens["alice"]))
        for address in [
            "/acme.git/info/refs?service=git-receive-pack",
            "/acme.git/info/refs?service=git-upload-pack", "/acme.git/info/lfs/locks",
        ] {
            #expect(try await browser.get(address).status == 401, "\(address)")
        }
    }

    @Test func `ends with the token`() async throws {
        let premises = try await Premises()
        let browser = Browser(premises)
        let token = try #require(premises.tokens["will"])
        _ = try await browser.signIn(token)
        #expect(try await browser.get("/acme/").status == 200)
        let id = token.split(separator: "_")[1]
        let revoked = try await premises.run(
            [cairn, "-R", premises.catalog, "token", "revoke", String(id)])
        try #require(revoked.status == 0, "\(revoked.text)")
        #expect(try await browser.get("/acme/").status == 401)
    }

    @Test func `is for TLS alone where the server is reached by it`() async throws {
        let premises = try await Premises { $0.publicURL = "https://models.example.com" }
        let reply = try await Browser(premises).signIn(try #require(premises.tokens["will"]))
        let cookie = try #require(reply.headers["set-cookie"])
        #expect(cookie.hasPrefix("__Host-cairn=") && cookie.hasSuffix("; Secure"))
    }
}

import RegistryCore
import Support
import Testing

@Suite struct `Every page` {
    static let addresses = [
        "/acme/", "/acme/models/fraud/detector", "/acme/models/fraud/detector/v1",
        "/acme/models/fraud/detector/staging", "/acme/models/fraud/detector/report",
        "/acme/models/credit/scorer", "/acme/models/credit/scorer/v1",
        "/acme/models/credit/scorer/report",
        "/acme/compare?a=fraud/detector@v1&b=fraud/detector@v2",
        "/acme/compare?a=fraud/detector@v1&b=credit/scorer@v1", "/acme/compare", "/acme/stages",
        "/acme/stages/staging", "/acme/stages/staging?at=2020-01-01",
        "/acme/stages/staging/fraud/detector", "/acme/stages/staging/credit/scorer",
        "/acme/?q=weights", "/acme/?q=stage:staging&sort=name", "/acme/requests",
        "/acme/audit", "/acme/audit?show=refused",
        "/acme/compare?a=fraud/detector@v1&b=fraud/detector@v2&more=credit/scorer@v1%20zoo/last@v1",
    ]

    /// Who asks, and what each address answers: `.` is 200, `n` 404, `f` 403, `u` 401.
    static let table: [(who: String?, answers: String)] = [
        ("alice", "......................"), ("alice-fraud", "......................"),
        ("will", "......................"), ("carl", "......................"),
        ("rita", ".....nnn.n.....n...ffn"), ("vera", "nnnnnnnnnnnnnnnnnnnnnn"),
        (nil, "uuuuuuuuuuuuuuuuuuuuuu"),
    ]

    @Test(arguments: table)
    func `shows each what the policy shows them`(who: String?, answers: String) async throws {
        let premises = try await Premises.narrow.value
        var found = ""
        for address in Self.addresses {
            switch try await premises.page(address, as: who).status {
            case 200: found += "."
            case 401: found += "u"
            case 403: found += "f"
            case 404: found += "n"
            case let other: found += "[\(other)]"
            }
        }
        #expect(found == answers)
    }

    @Test func `tells nobody whether a model is absent or not theirs`() async throws {
        let premises = try await Premises.narrow.value
        for address in [
            "/acme/models/X", "/acme/models/X/v1", "/acme/models/X/report",
            "/acme/models/X/staging", "/acme/stages/staging/X", "/acme/stages/none/X",
            "/acme/compare?a=fraud/detector&b=X", "/acme/compare?a=X@v1&b=fraud/detector",
        ] {
            let hidden = try await premises.page(
                address.replacing("X", with: "credit/scorer"), as: "rita")
            let absent = try await premises.page(
                address.replacing("X", with: "credit/absent"), as: "rita")
            #expect(hidden.status == 404)
            #expect(
                plain(hidden.body, without: "credit/scorer", "credit%2Fscorer")
                    == plain(absent.body, without: "credit/absent", "credit%2Fabsent"),
                "\(address)")
        }
        for address in Self.addresses.prefix(5) + ["/acme/?q=scorer", "/acme/stages/staging"] {
            let page = try await premises.page(address, as: "rita")
            #expect(!page.body.contains("models/credit/"), "\(address)")
            #expect(!page.body.contains("zoo/"), "\(address)")
        }
    }

    @Test func `tells nobody of merge requests for models that are not theirs`() async throws {
        let premises = try await Premises.makeNarrow()
        let (hidden, commit) = try await premises.openRequest(for: "credit/scorer")
        // Another push by carl would be another revision of the same.
        let shown = try await premises.openRequest(by: "alice").page
        for form in ["", "?format=json"] {
            let list = try await premises.page("/acme/requests\(form)", as: "rita").body
            #expect(list.contains("fraud/detector"), "\(list)")
            for word in [hidden, "credit", String(commit.prefix(12))] {
                #expect(!list.contains(word), "\(form) \(word)")
            }
            #expect(try await premises.page(hidden + form, as: "alice").status == 200)
            let seen = try await premises.page(shown + form, as: "rita")
            #expect(seen.status == 200, "\(shown) \(hidden) \(seen.body)")
            let theirs = try await premises.page(hidden + form, as: "rita")
            let absent = try await premises.page("/acme/requests/99\(form)", as: "rita")
            #expect((theirs.status, absent.status) == (404, 404))
            let number = hidden.split(separator: "/").last.map(String.init) ?? ""
            let bodies = [(theirs, number), (absent, "99")].map { page, number in
                plain(
                    page.body, without: "merge request \(number)", "requests/\(number)",
                    "requests%2F\(number)",
                    page.headers["x-request-id"] ?? "-")
            }
            #expect(bodies[0] == bodies[1])
        }
    }

    @Test func `tells nobody whether a registry is absent or not theirs`() async throws {
        let premises = try await Premises.narrow.value
        for address in Self.addresses {
            let hidden = try await premises.page(address, as: nil)
            let absent = try await premises.page(
                address.replacing("/acme/", with: "/absent/"), as: nil)
            #expect((hidden.status, absent.status) == (401, 401))
            #expect(plain(hidden.body, without: "acme") == plain(absent.body, without: "absent"))
        }
        #expect(!(try await premises.page("/", as: nil).body.contains("/acme/")))
        #expect(!(try await premises.page("/", as: "vera").body.contains("/acme/")))
        #expect(try await premises.page("/", as: "rita").body.contains("href=\"/acme/\""))
    }

    @Test(arguments: addresses + ["/", "/acme/nothing", "/-/sign-in", "/acme/?q=a:b", "/nothing/"])
    func `is well made, light, and can do no harm`(address: String) async throws {
        let premises = try await Premises.narrow.value
        let page = try await premises.page(address)
        #expect(Markup(page.body).faults == [])
        #expect(page.body.utf8.count < 100_000)
        #expect(page.headers["content-type"] == "text/html; charset=utf-8")
        #expect(
            page.headers["content-security-policy"]
                == "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
                + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
        #expect(page.headers["x-content-type-options"] == "nosniff")
        #expect(page.headers["cache-control"]?.contains("public") != true)
    }

    @Test(arguments: addresses + ["/"])
    func `tells programs the same`(address: String) async throws {
        let premises = try await Premises.narrow.value
        let mark: Character = address.contains("?") ? "&" : "?"
        let told = try await premises.page("\(address)\(mark)format=json")
        let asked = try await premises.curl(
            "-H", "Accept: application/json", premises.url + address, as: "alice")
        for reply in [told, asked] {
            #expect(reply.status == 200)
            #expect(reply.headers["content-type"] == "application/json")
            #expect(JSONValue(json: Array(reply.body.utf8)) != nil)
        }
        let hidden = try await premises.curl(
            "-H", "Accept: application/json", "\(premises.url)/acme/models/credit/scorer",
            as: "rita")
        #expect(hidden.headers["content-type"] == "application/problem+json")
    }

    /// What comes first, what to somebody who has that, and what to somebody who wants no body.
    private func answers(
        _ premises: Premises, _ address: String
    ) async throws -> [(status: Int, headers: [String: String], body: String)] {
        let first = try await premises.page(address)
        let tag = try #require(first.headers["etag"])
        return [
            first, try await premises.page(address, "-H", "If-None-Match: \(tag)"),
            try await premises.page(address, "-I"),
        ]
    }

    @Test(arguments: addresses + ["/"])
    func `is not sent again to whoever has it`(address: String) async throws {
        let premises = try await Premises.narrow.value
        // A page that can't wait for the index says less, and has another tag.
        var all = try await answers(premises, address)
        for _ in 0..<10 where Set(all.map { $0.headers["etag"] }).count > 1 {
            all = try await answers(premises, address)
        }
        #expect(all[0].headers["vary"] == "Accept, Authorization, Cookie")
        #expect((all[1].status, all[1].body) == (304, ""))
        #expect((all[2].status, all[2].body) == (200, ""))
        #expect(all[2].headers["content-length"] == "\(all[0].body.utf8.count)")
        #expect(try await premises.page(address, "-X", "POST").status == 405)
    }

    @Test(arguments: [
        "/acme/?x=1", "/acme/stages?at=1", "/acme/?format=xml", "/acme/audit?page=x",
        "/acme/stages/staging?at=never", "/acme/?sort=colour", "/acme/?q=stage:(",
    ])
    func `takes nothing that it does not know`(address: String) async throws {
        let premises = try await Premises.narrow.value
        #expect(try await premises.page(address).status == 400)
    }

    @Test func `loads what may be kept for good`() async throws {
        let premises = try await Premises.shared.value
        let page = Markup(try await premises.page("/").body)
        let assets = page.tags.compactMap { $0.attributes["src"] ?? $0.attributes["href"] }
            .filter { $0.hasPrefix("/-/s") && $0.contains(".") }
        #expect(assets.count == 2)
        for asset in assets {
            let reply = try await premises.page(asset, as: nil)
            #expect(reply.status == 200)
            #expect(reply.headers["cache-control"] == "public, max-age=31536000, immutable")
            #expect(
                try await premises.page(asset.replacing("-", with: "-0"), as: nil).status == 404)
        }
    }

    @Test func `of a registry is found without the slash at its end`() async throws {
        let premises = try await Premises.shared.value
        for name in ["acme", "absent"] {
            let reply = try await premises.page("/\(name)", as: nil)
            #expect(reply.status == 303)
            #expect(reply.headers["location"] == "/\(name)/")
        }
    }

    @Test func `of a version leads to its files, whatever they are called`() async throws {
        let premises = try await Premises.narrow.value
        let log = try await premises.page("/acme/models/fraud/detector/v2")
        #expect(
            log.body.contains(
                "/acme/api/v1/models/fraud/detector/versions/v2/artifacts/sub/r%C3%A9sum%C3%A9%20%26.txt"
            ))
    }

    @Test func `of a model names the versions of others that build on it, to whoever sees them`()
        async throws
    {
        let premises = try await Premises.narrow.value
        let users = try await premises.page("/acme/models/credit/scorer").body
        #expect(
            users.contains("<li><a href=\"/acme/models/fraud/detector/v2\">fraud/detector v2</a>"))
        #expect(users.contains("/acme/?q=base%3Acredit%2Fscorer%20-model%3Acredit%2Fscorer"))
        let fraud = "/acme/models/fraud/detector"
        #expect(try await premises.page(fraud).body.contains(">zoo/last v1</a>"))
        let narrow = try await premises.page(fraud, as: "rita").body
        #expect(narrow.contains("no model that the search index knows"))
        #expect(!narrow.contains("zoo"))
    }

    @Test func `of a model names who has had it of late, to whoever keeps it`() async throws {
        let premises = try await Premises()
        let file = "/models/fraud/detector/versions/v1/artifacts/fraud.bin"
        for person in ["will", "rita", "will", "carl"] {
            let reply = try await premises.api(file, "-H", "Range: bytes=0-3", as: person)
            #expect(reply.status == 206)
        }
        let address = "/acme/models/fraud/detector"
        let told = try await downloaders(of: address, as: "mona", on: premises)
        #expect(
            told?.compactMap { $0["who"]?.text }
                == ["carl@example.com", "will@example.com", "rita@example.com"])
        #expect(told?.compactMap { $0["version"]?.number } == [1, 1, 1])
        #expect(try await premises.page(address, as: "mona").body.contains("<li>will@example.com"))
        let other = "/acme/models/credit/scorer"
        #expect(try await downloaders(of: other, as: "alice", on: premises) == [])
        #expect(try await downloaders(of: other, as: "mona", on: premises) == nil)
        for person in ["carl", "will", "vera"] {
            #expect(try await downloaders(of: address, as: person, on: premises) == nil)
            let page = try await premises.page(address, as: person)
            #expect(page.status == 200)
            #expect(!page.body.contains("Downloaded by"))
        }
    }

    private func downloaders(
        of address: String, as person: String, on premises: Premises
    ) async throws -> [JSONValue]? {
        let reply = try await premises.page("\(address)?format=json", as: person)
        return try #require(JSONValue(json: Array(reply.body.utf8)))["downloaders"]?.list
    }

    @Test func `of several versions has a column for each, judged against the first`() async throws
    {
        let premises = try await Premises.narrow.value
        let address = "/acme/compare?a=fraud/detector@v1&b=fraud/detector@v2&more="
        let page = try await premises.page(address + "zoo/last@v1%20credit/scorer@latest").body
        #expect(Markup(page).faults == [])
        for reference in [
            "fraud/detector@v1", "fraud/detector@v2", "zoo/last@v1", "credit/scorer@v1",
        ] {
            #expect(page.contains(">\(reference)</a></th>"), "\(reference)")
        }
        #expect(
            page.contains(
                "<tr><th scope=\"row\">description</th><td><span class=\"muted\">none</span></td>"
                    + "<td>The second one</td><td><span class=\"muted\">none</span></td>"))
        #expect(page.contains("a=fraud%2Fdetector%40v1&amp;b=zoo%2Flast%40v1"))
        let json = try await premises.page(address + "zoo/last@v1&format=json").body
        #expect(json.contains("\"reference\":\"zoo/last@v1\""))
        #expect(!json.contains("\"comparison\""))
        let tooMany = Array(repeating: "zoo/last@v1", count: 5).joined(separator: "%20")
        #expect(try await premises.page(address + tooMany).status == 400)
    }
}

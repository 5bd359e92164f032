import FoundationEssentials
import RegistryCore
import Support
import Testing

@Suite struct `The reading API` {
    @Test func `tells what the command line tells, in the same words`() async throws {
        let premises = try await Premises.narrow.value
        let same = [
            ("/models", ["list"]),
            (
                "/models/fraud/detector/versions?metrics=auc",
                [
                    "log", "fraud/detector", "--metrics", "auc",
                ]
            ),
            ("/models/fraud/detector/versions/v1", ["show", "fraud/detector@v1"]),
            ("/models/fraud/detector/versions/staging", ["show", "fraud/detector@staging"]),
            ("/stages/staging/models", ["list", "--stage", "staging"]),
            ("/stages/staging", ["policy", "explain", "staging"]),
            (
                "/models/fraud/detector/stages/staging/log",
                [
                    "log", "fraud/detector", "--stage", "staging",
                ]
            ),
            ("/proposals", ["pending"]), ("/audit", ["audit", "log"]),
            ("/models/fraud/detector/versions/v2/lineage", ["lineage", "fraud/detector@v2"]),
            (
                "/models/zoo/last/versions/v1/lineage?direction=up",
                ["lineage", "zoo/last@v1", "--up"]
            ),
            ("/lineage?dataset=payments", ["lineage", "dataset:payments"]),
            ("/lineage?base=hf:org/model", ["lineage", "hf:org/model"]),
        ]
        for (address, words) in same {
            let told = try await premises.run(
                [cairn, "-R", premises.catalog] + words + ["--format", "json"])
            try #require(told.status == 0, "\(told.text)")
            let reply = try await premises.api(address, as: "alice")
            var expected = try #require(JSONValue(json: Array(told.output.utf8)))
            // What was signed has an address of its own.
            for part in ["approvals", "checks"] {
                guard case .map(var version) = expected, let signed = version[part] else {
                    continue
                }
                version[part] = nil
                expected = .map(version)
                #expect(try await premises.api("\(address)/\(part)", as: "alice").json == signed)
            }
            #expect(try reply.json == expected, "\(address)")
        }
    }

    @Test(
        arguments: [
            ("v1", 200, 1), ("v2", 200, 2), ("latest", 200, 2), ("staging", 200, 1),
            ("@staging", 200, 1), ("champion", 200, 1), ("v3", 404, nil), ("production", 404, nil),
            ("V1", 404, nil), ("v01", 404, nil), ("%76%32", 200, 2), ("v1%00", 404, nil),
        ] as [(String, Int, Double?)])
    func `finds a version by whatever it is called`(
        name: String, status: Int, number: Double?
    ) async throws {
        let premises = try await Premises.narrow.value
        let reply = try await premises.api("/models/fraud/detector/versions/\(name)", as: "alice")
        #expect(reply.status == status)
        if let number { #expect(try reply.json["version"]?.number == number) }
        if status == 404 { #expect(reply.headers["content-type"] == "application/problem+json") }
    }

    @Test func `knows what was in a stage at a time`() async throws {
        let premises = try await Premises.narrow.value
        let address = "/models/fraud/detector/stages/staging"
        let log = try await premises.api("\(address)/log", as: "alice").json.list ?? []
        #expect(log.map { $0["version"]?.number } == [1, 2, 1])
        for entry in log.reversed() {
            let date = try #require(entry["date"]?.text)
            let then = try await premises.api("\(address)?at=\(date)", as: "alice")
            // Pushes of one second are told apart by the log alone.
            let last = log.first { $0["date"]?.text == date }
            #expect(try then.json == last)
        }
        let before = try await premises.api("\(address)?at=2020-01-01T00:00:00Z", as: "alice")
        #expect(before.status == 404)
        let models = "/stages/staging/models"
        #expect(
            try await premises.api("\(models)?at=2020-01-01T00:00:00Z", as: "alice").body == "[]")
        #expect(try await premises.api(models, as: "alice").json.list?.count == 3)
    }

    @Test(arguments: [
        ("/models?limt=3", "Did you mean 'limit'?"), ("/models?at=now", "limit, page"),
        ("/models/fraud/detector?limit=1", "It takes none."), ("/models?limit=0", "1 to 500"),
        ("/models?limit=501", "1 to 500"), ("/models?limit=+1", "1 to 500"),
        ("/models?limit=", "1 to 500"), ("/models?limit=1&limit=1", "once"),
        ("/models?limit=%zz", "%"), ("/models?%ff=1", "%"), ("/models?page=x", "first page"),
        ("/models?page=", "first page"),
        ("/stages/staging/models?at=2026-13-01T00:00:00Z", "2026-"),
        ("/audit?page=MSAwIDA", "first page"),
    ])
    func `takes no parameter that it does not know or can't read`(
        address: String, hint: String
    ) async throws {
        let premises = try await Premises.shared.value
        let reply = try await premises.api(address)
        #expect(reply.status == 400)
        #expect(reply.headers["content-type"] == "application/problem+json")
        #expect(try reply.json["code"] == .text("request-invalid"))
        #expect(try reply.json["remedy"]?.text?.contains(hint) == true, "\(reply.body)")
    }

    @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
    func `is only for reading`(method: String) async throws {
        let premises = try await Premises.shared.value
        let reply = try await premises.api("/models", "-X", method, as: "alice")
        #expect(reply.status == 405)
        #expect(reply.headers["allow"] == "GET, HEAD")
    }

    @Test(arguments: [
        ("application/json", 200), ("*/*", 200), ("application/*;q=0.1", 200), ("text/html", 406),
        ("application/json;q=0, */*", 406), ("text/*, application/JSON", 200), ("json", 406),
    ])
    func `answers with JSON or not at all`(accept: String, status: Int) async throws {
        let premises = try await Premises.shared.value
        let reply = try await premises.api("/models", "-H", "Accept: \(accept)")
        #expect(reply.status == status)
    }

    @Test(arguments: [
        "/", "/models", "/models?limit=1", "/models/fraud/detector/versions/v1", "/policy",
        "/audit?limit=2", "/openapi.json", "/search?limit=1", "/lineage?dataset=payments",
        "/models/fraud/detector/versions/v1/artifacts/fraud.bin",
    ])
    func `says nothing again that is known already`(address: String) async throws {
        let premises = try await Premises.narrow.value
        let first = try await premises.api(address, as: "will")
        let tag = try #require(first.headers["etag"])
        #expect(first.headers["vary"] == "Authorization, Cookie")
        #expect(first.headers["cache-control"]?.hasPrefix("private") == true)
        for known in [tag, "\"other\", W/\(tag)", "*"] {
            let again = try await premises.api(
                address, "-H", "If-None-Match: \(known)", as: "will")
            #expect((again.status, again.body) == (304, ""))
            #expect(again.headers["etag"] == tag)
            #expect(again.headers["link"] == first.headers["link"])
        }
        let other = try await premises.api(address, "-H", "If-None-Match: \"other\"", as: "will")
        #expect(other.status == 200)
        let head = try await premises.api(address, "-I", as: "will")
        #expect((head.status, head.body) == (200, ""))
        #expect(head.headers["etag"] == tag)
        #expect(head.headers["content-length"] == "\(first.body.utf8.count)")
        let withheld = try await premises.api(address, "-H", "If-None-Match: \(tag)", as: nil)
        #expect(withheld.status == 401)
    }

    @Test func `pages right while pushes go on`() async throws {
        let premises = try await Premises()
        let models = try await premises.pages("/models?limit=1") {
            // One that belongs before what is still to come, and one that belongs before it all.
            for name in ["acme", "early"] {
                let model = "\(name)/m\(UInt32.random(in: 0 ... .max))"
                try await add(model, to: premises)
            }
        }
        let names = models.flatMap { $0 }.compactMap { $0["model"]?.text }
        #expect(names == Set(names).sorted(), "each once, in order")
        #expect(Set(names).isSuperset(of: ["credit/scorer", "fraud/detector"]))
        #expect(!names.contains { $0.hasPrefix("acme/") }, "that page was over")
        let entries = try await premises.pages("/audit?limit=1") {
            try await add("late/m\(UInt32.random(in: 0 ... .max))", to: premises)
        }
        let numbers = entries.flatMap { $0 }.compactMap { $0["number"]?.number }
        #expect(numbers == (1...numbers.count).reversed().map(Double.init))
    }

    private func add(_ model: String, to premises: Premises) async throws {
        let made = try await premises.run([
            "env", "CAIRN_USER=alice@example.com", "GIT_COMMITTER_EMAIL=alice@example.com", cairn,
            "-q", "-R", premises.catalog, "new", model,
        ])
        try #require(made.status == 0, "\(made.text)")
    }

    @Test func `takes a page of one list for no other`() async throws {
        let premises = try await Premises.shared.value
        let next = try #require(try await premises.api("/models?limit=1").next)
        let token = try #require(next.split(separator: "page=").last)
        for other in ["/audit", "/stages", "/proposals", "/stages/staging/models"] {
            #expect(try await premises.api("\(other)?page=\(token)").status == 400, "\(other)")
        }
        #expect(try await premises.api("/models?limit=7&page=\(token)").status == 200)
    }

    @Test func `takes no commit for one of the audit log that the registry has not signed`()
        async throws
    {
        let premises = try await Premises()
        let next = try #require(try await premises.api("/audit?limit=1").next)
        let token = try #require(next.split(separator: "page=").last.map(String.init))
        let padding = String(repeating: "=", count: (4 - token.utf8.count % 4) % 4)
        let said = try #require(Data(base64Encoded: token + padding))
        let text = String(decoding: said, as: UTF8.self)
        let main = try await premises.git("rev-parse", "main", in: premises.catalog)
        let forged = text.dropLast(40) + main.filter(\.isHexDigit)
        let other = Data(forged.utf8).base64EncodedString().filter { $0 != "=" }
        #expect(try await premises.api("/audit?page=\(token)").status == 200)
        #expect(try await premises.api("/audit?page=\(other)").status == 400)
    }
}

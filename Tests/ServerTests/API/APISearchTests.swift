import FoundationEssentials
import RegistryCore
import Support
import Testing

@Suite struct `Search and lineage over the reading API` {
    @Test(arguments: [
        ("", "", ["zoo/last@v1", "fraud/detector@v2", "credit/scorer@v1", "fraud/detector@v1"]),
        ("namespace:fraud", "name", ["fraud/detector@v1", "fraud/detector@v2"]),
        ("metric.auc>0.8", "-metric.auc", ["fraud/detector@v2"]),
        ("dataset:payments -model:zoo/*", "", ["fraud/detector@v2"]),
        ("\"second one\"", "", ["fraud/detector@v2"]), ("framework:jax", "", []),
    ])
    func `finds what the command line finds, page by page`(
        query: String, sort: String, wanted: [String]
    ) async throws {
        let premises = try await Premises.narrow.value
        let address = "/search?q=\(encoded(query))" + (sort.isEmpty ? "" : "&sort=\(sort)")
        let whole = try await premises.api(address, as: "alice")
        let told = try await premises.run(
            [cairn, "-R", premises.catalog, "search", "--format", "json"]
                + (sort.isEmpty ? [] : ["--sort", sort]) + ["--", query])
        let expected = try #require(JSONValue(json: Array(told.output.utf8)), "\(told.text)")
        #expect(try whole.json == expected["versions"])
        for limit in 1...3 {
            let pages = try await premises.pages("\(address)&limit=\(limit)", as: "alice")
            #expect(names(pages.flatMap(\.self)) == wanted)
            #expect(pages.dropLast().allSatisfy { $0.count == limit })
        }
    }

    @Test(
        arguments: [
            ("framwork:pytorch", 1, "framework"), ("fraud framework:a risk:hihg", 24, "high"),
            ("(fraud", 1, nil), ("fraud OR", 9, nil), ("metric.auc>high", 12, nil),
        ] as [(String, Double, String?)])
    func `says at which character a query is wrong, and what was perhaps meant`(
        query: String, character: Double, nearest: String?
    ) async throws {
        let premises = try await Premises.shared.value
        let reply = try await premises.api("/search?q=\(encoded(query))")
        #expect(reply.status == 400)
        #expect(try reply.json["code"] == "query-invalid")
        #expect(try reply.json["character"]?.number == character, "\(reply.body)")
        #expect(try reply.json["nearest"]?.text == nearest)
    }

    @Test(arguments: [
        "/search?sort=size", "/search?limit=501", "/search?query=fraud", "/search?page=x",
        "/search?q=a%00", "/search?q=" + String(repeating: "a", count: 4_097), "/lineage",
        "/lineage?dataset=a&base=b", "/lineage?dataset=a&limit=0",
        "/models/fraud/detector/versions/v1/lineage?direction=back",
    ])
    func `takes nothing else`(address: String) async throws {
        let premises = try await Premises.shared.value
        #expect(try await premises.api(address).status == 400)
    }

    @Test func `says the same of what is hidden as of what is not there`() async throws {
        let premises = try await Premises.narrow.value
        for address in [
            "/search?q=model:credit/scorer", "/search?q=credit/scorer",
            "/search?q=namespace:credit",
            "/search?q=base:credit/scorer@v1%20namespace:credit&sort=name",
            "/lineage?base=zoo/last@v1", "/lineage?base=zoo/last&limit=1",
            "/models/credit/scorer/versions/v1/lineage",
        ] {
            let hidden = try await premises.api(address, as: "rita")
            let absent = try await premises.api(
                address.replacing("scorer", with: "absent").replacing("credit", with: "nobody")
                    .replacing("zoo/last", with: "nobody/last"), as: "rita")
            #expect(hidden.status == absent.status, "\(address)")
            let renamed = [hidden, absent].map { reply in
                reply.body.replacing(reply.headers["x-request-id"] ?? "-", with: "")
                    .replacing("scorer", with: "absent").replacing("credit", with: "nobody")
                    .replacing("zoo", with: "nobody")
            }
            #expect(renamed[0] == renamed[1], "\(address)")
        }
    }

    @Test func `shows nothing hidden in an answer, a lineage, a link or a page's token`()
        async throws
    {
        let premises = try await Premises.narrow.value
        let found = try await premises.pages("/search?limit=1", as: "rita").flatMap { $0 }
        #expect(names(found) == ["fraud/detector@v2", "fraud/detector@v1"])
        let last = try await premises.api("/search?limit=2", as: "rita")
        #expect(last.next == nil, "all that is left is hidden")
        let lineage = try await premises.api(
            "/models/fraud/detector/versions/v2/lineage", as: "rita")
        #expect(
            lineage.body == #"{"down":{"cut":false,"nodes":[]},"subject":{"kind":"version","#
                + #""model":"fraud/detector","name":"fraud/detector@v2","version":2},"up":{"cut":"#
                + #"false,"nodes":[{"kind":"elsewhere","name":"credit/scorer@v1","next":[],"#
                + #""repeated":false,"role":"base"},{"kind":"elsewhere","name":"hf:org/model@1","#
                + #""next":[],"repeated":false,"role":"base"},{"edition":"3","kind":"dataset","#
                + #""name":"payments","next":[],"repeated":false}]}}"#)
        let made = try await premises.api("/lineage?dataset=payments&limit=1", as: "rita").json
        #expect(made["down"]?["nodes"]?.list?.count == 1)
        #expect(made["down"]?["cut"] == .bool(false), "the other descendant is hidden")
    }

    @Test func `makes page tokens of what was told alone, and takes none but its own`() async throws
    {
        let premises = try await Premises.narrow.value
        let next = try #require(try await premises.api("/search?limit=1", as: "rita").next)
        let token = try #require(next.split(separator: "page=").last.map(String.init))
        let said = try #require(decoded(token)).split(separator: " ")
        try #require(said.count == 5)
        #expect(said[2] == "fraud/detector")
        let position = try #require(decoded(String(said[3]))).split(separator: " ")
        #expect(position[2] == "2", "the version's number, and not its place on main")
        for model in ["fraud/detector", "credit/scorer", "credit/absent"] {
            let forged = [said[0], said[1], Substring(model), said[3], said[4]]
                .joined(separator: " ")
            let reply = try await premises.api("/search?limit=1&page=\(encode(forged))", as: "rita")
            #expect(reply.status == (model == "fraud/detector" ? 200 : 400), "\(model)")
        }
        let other = try await premises.api("/search?q=fraud&page=\(token)", as: "rita")
        #expect(other.status == 400)
    }

    @Test func `goes on after a model that is hidden meanwhile, and tells no more of it`()
        async throws
    {
        let premises = try await Premises()
        for address in ["/search?limit=1&sort=-name", "/search?limit=1&sort=updated"] {
            #expect(try await premises.pages(address, as: "will").count == 2, "\(address)")
        }
        let first = try await premises.api("/search?limit=1&sort=-name", as: "will")
        let other = try await premises.api("/search?limit=1&sort=name", as: "will")
        #expect(names(try #require(try first.json.list)) == ["fraud/detector@v1"])
        #expect(names(try #require(try other.json.list)) == ["credit/scorer@v1"])
        let narrowed = try await premises.run(
            ["bash", "-euc", Self.narrowing], in: premises.folder, as: "alice")
        try #require(narrowed.status == 0, "\(narrowed.text)")
        for (page, rest) in [(first, []), (other, ["fraud/detector@v1"])] {
            let next = try #require(page.next)
            #expect(names(try await premises.pages(next, as: "will").flatMap(\.self)) == rest)
        }
    }

    private static let narrowing = """
        export CAIRN_USER=alice@example.com
        git clone -q acme.git hidden
        cd hidden
        sed -i 's/{who: will@example.com, role: reader}/{who: will@example.com, role: reader, \
        namespaces: [fraud]}/' registry.yaml
        git commit -qam 'Show will fraud alone'
        git push -q origin main
        """

    private func names(_ versions: [JSONValue]) -> [String] {
        versions.compactMap { $0["reference"]?.text }
    }

    private func encoded(_ query: String) -> String {
        query.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private func decoded(_ token: String) -> String? {
        let padding = String(repeating: "=", count: (4 - token.utf8.count % 4) % 4)
        return Data(
            base64Encoded: token.replacing("-", with: "+").replacing("_", with: "/") + padding
        ).flatMap { String(data: $0, encoding: .utf8) }
    }

    private func encode(_ text: String) -> String {
        Data(text.utf8).base64EncodedString().filter { $0 != "=" }
    }
}

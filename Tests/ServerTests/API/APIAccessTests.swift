import Support
import Testing

@Suite struct `Every endpoint of the reading API` {
    /// One address of each endpoint: those that tell of `fraud`, of `credit`, and of the whole.
    static let addresses = [
        "/", "/openapi.json", "/policy", "/audit", "/proposals",
        "/proposals/staging/fraud/detector", "/models", "/models/fraud/detector",
        "/models/fraud/detector/versions", "/models/fraud/detector/versions/v1",
        "/models/fraud/detector/versions/v1/artifacts",
        "/models/fraud/detector/versions/v1/artifacts/fraud.bin",
        "/models/fraud/detector/versions/v1/approvals", "/stages", "/stages/staging",
        "/stages/staging/models", "/models/fraud/detector/stages/staging",
        "/models/fraud/detector/stages/staging/log",
        "/models/credit/scorer", "/models/credit/scorer/versions/latest",
        "/models/credit/scorer/versions/v1/artifacts/credit.bin",
        "/search", "/models/fraud/detector/versions/v1/lineage",
        "/models/credit/scorer/versions/v1/lineage", "/lineage?dataset=payments",
        "/models/fraud/detector/versions/v1/checks",
    ]

    /// Who asks, and what each address answers: nothing is proposed, and nothing is in a stage.
    static let table: [(who: String?, answers: String)] = [
        (nil, "uuuuuuuuuuuuuuuuuuuuuuuuuu"),
        ("vera", ".....n.....f....n...f....."),
        ("rita", ".....n..........n...f....."),
        ("will", ".....n..........n........."),
        ("carl", ".....n..........n...f....."),
        ("mona", ".....n..........n...f....."),
        ("alice", ".....n..........n........."),
        ("alice-read", ".....n..........n........."),
        // Whoever may fetch the catalog sees all of it, but a token's namespace bounds the bytes.
        ("alice-fraud", ".....n..........n...f....."),
    ]

    @Test(arguments: table)
    func `gives each caller what the policy gives`(who: String?, answers: String) async throws {
        let premises = try await Premises.shared.value
        #expect(try await ask(premises, who) == answers)
    }

    @Test func `shows one namespace to whoever has a role only there`() async throws {
        let premises = try await Premises.narrow.value
        #expect(try await ask(premises, "rita") == "..ff.n........f...nnn..n..")
        #expect(try await ask(premises, "alice") == ".....n....................")
        #expect(try await ask(premises, nil) == String(repeating: "u", count: Self.addresses.count))
    }

    @Test func `tells nobody whether a registry is absent or not theirs`() async throws {
        let premises = try await Premises.narrow.value
        for address in Self.addresses + ["/models?limit=0", "/nowhere", "/models/x"] {
            let replies = [
                try await premises.api(address, as: nil),
                try await premises.api(address, as: nil, of: "absent"),
            ]
            #expect(plain(replies[0]) == plain(replies[1]), "\(address)")
            #expect([401, 404].contains(replies[0].status))
        }
    }

    @Test func `tells nobody whether a model is absent or not theirs`() async throws {
        let premises = try await Premises.narrow.value
        let below = [
            "", "/versions", "/versions/v1", "/versions/staging", "/versions/latest/artifacts",
            "/versions/v1/artifacts/credit.bin", "/versions/v1/approvals", "/versions/v1/checks",
            "/versions/v1/lineage", "/versions/v1/lineage?direction=down", "/stages/staging",
            "/stages/nowhere", "/stages/staging/log", "/versions?page=MSB4IHk",
        ]
        for address in below.map({ "/models/credit/scorer\($0)" })
            + ["/proposals/staging/credit/scorer", "/proposals/nowhere/credit/scorer"]
        {
            let hidden = try await premises.api(address, as: "rita")
            let absent = try await premises.api(
                address.replacing("scorer", with: "absent"), as: "rita")
            #expect(plain(hidden).replacing("scorer", with: "absent") == plain(absent))
            #expect(hidden.status == 404 || address.contains("page="), "\(address)")
        }
    }

    @Test func `lists nothing that is hidden, on no page and in no link`() async throws {
        let premises = try await Premises.narrow.value
        for list in ["/models", "/stages/staging/models", "/proposals"] {
            let first = try await premises.api("\(list)?limit=1", as: "rita")
            #expect(first.status == 200)
            #expect(!first.body.contains("credit"))
            #expect(first.next == nil, "\(list): all that is left is hidden")
            let seen = try await premises.pages("\(list)?limit=1", as: "alice")
            #expect(seen.count == 3, "\(list)")
        }
    }

    private func ask(_ premises: Premises, _ who: String?) async throws -> String {
        var answers = ""
        for address in Self.addresses {
            let status = try await premises.api(address, as: who).status
            answers += [200: ".", 401: "u", 403: "f", 404: "n"][status] ?? "[\(status)]"
        }
        return answers
    }

    private func plain(_ reply: APIReply) -> String {
        let headers = reply.headers.filter { !["date", "x-request-id"].contains($0.key) }
        let id = reply.headers["x-request-id"] ?? "-"
        return "\(reply.status) \(headers.sorted { $0.key < $1.key }) "
            + reply.body.replacing(id, with: "")
    }
}

import RegistryCore
import Support
import Testing

@Suite struct `The description of the reading API` {
    /// What is asked beside one address of each endpoint, for the answers that those don't give.
    static let more = [
        "/models?limit=1", "/models?limit=0", "/models?nonsense=1", "/models/none/such",
        "/models/fraud/detector/versions/v2", "/models/fraud/detector/versions/staging",
        "/models/fraud/detector/versions?metrics=auc", "/proposals/production/fraud/detector",
        "/stages/production", "/stages/nowhere", "/search?q=metric.auc>0&sort=-metric.auc&limit=1",
        "/search?q=framwork:pytorch", "/search?q=(", "/search?sort=size", "/search?page=MQ",
        "/lineage?base=hf:org/model", "/lineage", "/models/zoo/last/versions/v1/lineage",
        "/models/fraud/detector/versions/v2/lineage?direction=up&limit=1",
    ]

    @Test func `is one of an OpenAPI 3.1 that has every endpoint`() async throws {
        let premises = try await Premises.narrow.value
        let document = try await premises.api("/openapi.json", as: "rita").json
        #expect(document["openapi"] == "3.1.0")
        #expect(document["servers"]?.list?.first?["url"] == "/acme/api/v1")
        guard case .map(let paths) = document["paths"] else {
            Issue.record("there are no paths")
            return
        }
        let asked = `Every endpoint of the reading API`.addresses.compactMap { address in
            paths.keys.first { fits(address.prefix { $0 != "?" }, $0) }
        }
        #expect(Set(asked) == Set(paths.keys), "each endpoint is in the table of who may what")
        let names = paths.values.compactMap { $0["get"]?["operationId"]?.text }
        #expect(Set(names).count == paths.count)
    }

    @Test(arguments: `Every endpoint of the reading API`.addresses + more)
    func `holds for what is answered`(address: String) async throws {
        let premises = try await Premises.narrow.value
        let document = try await premises.api("/openapi.json", as: "alice").json
        guard case .map(let paths) = document["paths"] else { return }
        let template = try #require(paths.keys.first { fits(address.prefix { $0 != "?" }, $0) })
        for who in ["alice", "rita", "vera", nil] {
            let reply = try await premises.api(address, as: who)
            let responses = paths[template]?["get"]?["responses"]
            let said = try #require(responses?["\(reply.status)"], "\(reply.status)")
            let type = try #require(reply.headers["content-type"])
            let schema = try #require(said["content"]?[type]?["schema"], "\(type)")
            guard type != "application/octet-stream" else { continue }
            let faults = try SchemaCheck(document: document).faults(of: reply.json, by: schema)
            #expect(faults == [], "\(address) for \(who ?? "nobody")")
        }
    }

    /// Whether an address is one of those that a path of the description stands for, and of no
    /// other that is more exact.
    private func fits(_ address: Substring, _ template: String) -> Bool {
        let words = address.split(separator: "/"), wanted = template.split(separator: "/")
        guard words.count == wanted.count else { return false }
        return zip(words, wanted).allSatisfy { $0 == $1 || $1.hasPrefix("{") }
    }
}

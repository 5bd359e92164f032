import FoundationEssentials
import RegistryCore
import Support
import Testing

@Suite struct `The page of the audit log` {
    /// A registry to which somebody has pushed what was refused, with markup in its name.
    private func premises() async throws -> Premises {
        let premises = try await Premises()
        let clone = premises.place("clone")
        try await premises.git("clone", "-q", premises.registry, clone)
        for ref in ["refs/heads/stages/x", "refs/heads/<b>"] {
            let refused = try await premises.run(
                ["git", "push", "-q", "origin", "HEAD:\(ref)"], in: clone, as: "carl")
            #expect(refused.status == 1, "\(refused.text)")
        }
        return premises
    }

    @Test func `shows what was refused, and why`() async throws {
        let premises = try await premises()
        let page = try await premises.page("/acme/audit?show=refused").body
        #expect(Markup(page).faults == [])
        #expect(page.contains("carl@example.com"))
        #expect(page.contains("<code>refs/heads/&lt;b&gt;</code>"))
        #expect(page.contains("<code>ref-refused</code>"))
        let newest = try #require(page.firstRange(of: "refs/heads/&lt;b&gt;"))
        let older = try #require(page.firstRange(of: "refs/heads/stages/x"))
        #expect(newest.lowerBound < older.lowerBound)
        let accepted = try await premises.page("/acme/audit").body
        #expect(!accepted.contains("ref-refused"))
        #expect(try await premises.page("/acme/audit?show=refused", as: nil).status == 401)
    }

    @Test func `is narrowed to a person, a model and days`() async throws {
        let premises = try await premises()
        let count = { (query: String, key: String) in
            let page = try await premises.page("/acme/audit?format=json&\(query)").body
            return page.components(separatedBy: "\"\(key)\":").count - 1
        }
        let all = try await count("", "number")
        #expect(all > 1)
        #expect(try await count("who=nobody@example.com", "number") == 0)
        let alice = try await count("who=alice@example.com", "number")
        let mona = try await count("who=mona@example.com", "number")
        #expect((1...all).contains(alice) && alice + mona <= all)
        #expect((1..<all).contains(try await count("model=fraud/detector", "number")))
        #expect(try await count("model=fraud/absent", "number") == 0)
        #expect(try await count("from=2020-01-01&to=", "number") == all)
        #expect(try await count("to=2020-01-01", "number") == 0)
        #expect(try await count("from=2999-01-01", "number") == 0)
        #expect(try await count("show=refused&who=carl@example.com", "objections") == 2)
        #expect(try await count("show=refused&who=alice@example.com", "objections") == 0)
        #expect(try await count("show=refused&model=fraud/detector", "objections") == 0)
    }

    @Test(arguments: ["show=all", "who=x", "model=x", "from=now", "to=2020-13-01"])
    func `takes nothing else`(query: String) async throws {
        let premises = try await Premises.shared.value
        let reply = try await premises.page("/acme/audit?\(query)")
        #expect(reply.status == 400)
        #expect(reply.body.contains("<code>request-invalid</code>"))
    }
}

import RegistryCore
import Support
import Testing

@Suite struct `The page of a merge request` {
    @Test func `does by its buttons what a push does`() async throws {
        let premises = try await Premises()
        let (page, commit) = try await premises.openRequest()
        let carl = try await premises.browser(of: "carl")
        let will = try await premises.browser(of: "will")
        let send = { (browser: Browser, deed: String, text: String) in
            try await browser.send(
                page, ["do": deed, "revision": commit, "text": text, "file": "", "value": ""])
        }
        let comment = try await send(will, "comment", "Fine,\r\nI *think*")
        #expect(comment.status == 303 && comment.headers["location"] == page)
        #expect(try await carl.get(page).body.contains("<p>Fine,\nI <em>think</em></p>"))
        for (deed, shown) in [
            ("draft", ">draft</span>"), ("ready", "value=\"draft\""), ("close", ">closed</span>"),
            ("reopen", ">open</span>"), ("merge", ">merged</span>"),
        ] {
            let reply = try await send(carl, deed, "")
            #expect(reply.status == 303, "\(deed): \(reply.body)")
            #expect(try await carl.get(page).body.contains(shown), "\(deed)")
        }
        #expect(try await premises.git("ls-remote", premises.registry, "main").hasPrefix(commit))
        // It is recorded like any push: by whom the server has authenticated.
        let log = try await premises.page("/acme/audit?format=json").body
        #expect(log.contains("\"actor\":\"carl@example.com\",\"authentication\":\"server\""))
    }

    @Test func `says on the page what stands in the way, and keeps what was written`() async throws
    {
        let premises = try await Premises()
        let (page, commit) = try await premises.openRequest()
        let will = try await premises.browser(of: "will")
        let refused = try await will.send(page, ["do": "close", "revision": commit])
        #expect(refused.status == 403)
        #expect(Markup(refused.body).faults == [])
        #expect(refused.body.contains("role=\"alert\""))
        #expect(refused.body.contains("<code>role-missing</code>"))
        #expect(refused.body.contains("Ask carl@example.com"))
        let other = String(repeating: "1", count: 40)
        let stale = try await will.send(
            page, ["do": "comment", "revision": other, "text": "<b>Why?"])
        #expect(stale.status == 409)
        #expect(stale.body.contains("<code>conflict</code>"))
        #expect(stale.body.contains(">&lt;b&gt;Why?</textarea>"))
        for fields in [
            ["do": "comment", "revision": commit, "text": " "],
            ["do": "comment", "revision": commit, "text": "x", "file": "../x"],
            ["do": "revise", "revision": commit], ["revision": commit],
        ] {
            #expect(try await will.send(page, fields).status == 400, "\(fields)")
        }
        #expect(try await will.get(page + "?format=json").body.contains("\"comments\":0"))
    }

    @Test func `has no buttons for who may only read, and takes nothing from them`() async throws {
        let premises = try await Premises()
        let (page, commit) = try await premises.openRequest()
        let reading = try await premises.browser(of: "alice-read")
        let fields = ["do": "close", "revision": commit]
        #expect(try await !reading.get(page).body.contains("name=\"do\""))
        #expect(try await reading.send(page, fields).status == 403)
        // A token by itself has no session, whose key a form could bring.
        #expect(try await !premises.page(page).body.contains("name=\"do\""))
        let bare = try await premises.curl(
            ["--data-urlencode", "do=close", "--data-urlencode", "key=", premises.url + page],
            as: "alice")
        #expect(bare.status == 403)
        let writing = try await premises.browser(of: "alice-write")
        #expect(try await writing.get(page).body.contains("value=\"close\""))
        let other = String(repeating: "0", count: 64)
        #expect(try await writing.send(page, fields, key: other).status == 403)
        #expect(try await writing.send("/acme/stages", fields).status == 405)
        #expect(try await reading.get(page).body.contains(">open</span>"))
    }
}

extension Premises {
    /// Opens a merge request of a changed model card; returns its page and its commit.
    func openRequest(
        for model: String = "fraud/detector", by name: String = "carl"
    ) async throws -> (page: String, commit: String) {
        let folder = place(name)
        try await git("clone", "-q", registry, folder, as: name)
        let made = try await run(
            [
                "bash", "-euc",
                """
                echo '# Changed' >models/\(model)/README.md
                git add models
                git commit -qm 'Change the card'
                git push origin HEAD:refs/for/main
                git rev-parse HEAD
                """,
            ], in: folder, as: name)
        try #require(made.status == 0, "\(made.text)")
        let number = made.errors.split(separator: "Merge request ").dropFirst().first?
            .prefix { $0 != " " }
        let commit = made.output.split(separator: "\n").last
        return ("/acme/requests/\(try #require(number))", String(try #require(commit)))
    }
}

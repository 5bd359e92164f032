import FoundationEssentials
import RegistryCore
import Server
import Support
import Testing

@Suite struct `A passkey` {
    /// A registry whose staging asks will, with a proposal that waits for that in its first merge
    /// request, and will's passkey in `allowed_signers`.
    struct Place {
        let premises: Premises
        let passkey: SoftPasskey
        let will: Browser

        init() async throws {
            premises = try await Premises { $0.publicURL = "http://localhost" }
            passkey = try await SoftPasskey()
            let made = try await premises.run(["bash", "-euc", Self.script], as: "alice")
            try #require(made.status == 0, "\(made.text)")
            will = try await premises.browser(of: "will")
            // Will may only read, and so propose nothing.
            let reply = try await will.send(
                "/acme/passkeys", ["public_key": try await passkey.publicKey()])
            #expect(reply.status == 403 && reply.body.contains("<code>role-missing</code>"))
            let line = try #require(Self.line(in: reply.body))
            #expect(line.hasPrefix("will@example.com namespaces=\"git\" sk-ecdsa-sha2-nistp256"))
            let added = try await premises.run(
                [
                    "bash", "-euc",
                    """
                    export CAIRN_USER=alice@example.com
                    cd policy; echo "$0" >>allowed_signers; git commit -qam x; git push -q
                    """, line,
                ], as: "alice")
            try #require(added.status == 0, "\(added.text)")
        }

        /// The one that an admin is to be given.
        private static func line(in page: String) -> String? {
            page.split(separator: "<code>").first { $0.hasPrefix("will@example.com ") }?
                .split(separator: "</code>").first.map {
                    String($0).replacing("&quot;", with: "\"")
                }
        }

        private static let script = #"""
            git clone -q acme.git policy
            cd policy
            asking='approvals: [{count: 1, from: will@example.com}]'
            asking="$asking, checklist: [{item: Fairness, evidence: true}]"
            sed -i "s/{name: staging}/{name: staging, $asking}/" registry.yaml
            echo 'passkeys: {host: localhost}' >>registry.yaml
            export CAIRN_USER=alice@example.com GIT_COMMITTER_EMAIL=alice@example.com
            git commit -qam 'Ask will'
            git push -q
            cd ..
            export CAIRN_REGISTRY=$PWD/acme.git CAIRN_USER=carl@example.com
            export GIT_COMMITTER_EMAIL=carl@example.com
            "\#(cairn)" -q promote fraud/detector@v1 --to staging >/dev/null 2>&1 || true
            """#

        /// The page of what will is to sign, and what of it a browser signs.
        func decision(
            _ verb: String = "approve"
        ) async throws -> (page: String, message: String, dated: String, challenge: String) {
            let request = try await will.get("/acme/requests/1?format=json").body
            struct Request: Decodable { let revision: String }
            let revision = try JSONDecoder().decode(Request.self, from: Data(request.utf8)).revision
            let page =
                "/acme/requests/1/decision?decision=\(verb)&revision=\(revision)&comment=Fine"
                + "&check1=Fairness&evidence=notes.md&expires=30d"
            struct Text: Decodable { let message, dated, challenge: String }
            let text = try JSONDecoder().decode(
                Text.self, from: Data(try await will.get("\(page)&format=json").body.utf8))
            return (page, text.message, text.dated, text.challenge)
        }
    }

    @Test func `signs what the page shows, and git verifies it`() async throws {
        let place = try await Place()
        let decision = try await place.decision()
        let shown = Markup(try await place.will.get(decision.page).body)
        #expect(shown.faults == [])
        // Asked for again, it may end a second later.
        let parts = decision.message.split(separator: "\n").filter { !$0.hasPrefix("Expires: ") }
        #expect(parts.allSatisfy { shown.text.contains("\($0)\n") }, "\(shown.text)")
        #expect(decision.message.contains("\nSigner: will@example.com\n"))
        #expect(decision.message.contains("\nComment: Fine\n"))
        #expect(decision.message.contains("\nEvidence: notes.md\nChecked: Fairness\n"))
        let form = try await place.will.get("/acme/requests/1").body
        #expect(form.contains(#"name="check1" value="Fairness""#))
        let dated = try #require(Date(timestamp: decision.dated))
        let end = dated.addingTimeInterval(30 * 86_400).timestamp
        #expect(decision.message.contains("\nExpires: \(end)\n"), "\(decision.message)")
        let never = try await place.will.get(decision.page.replacing("=30d", with: "=soon"))
        #expect(never.status == 400)
        let unticked = try await place.will.get(
            decision.page.replacing("&check1=Fairness", with: ""))
        #expect(unticked.body.contains("<code>approval-invalid</code>"))
        let fields = try await place.passkey.answers(to: decision.challenge)
            .merging(["message": decision.message, "dated": decision.dated]) { $1 }
        let reply = try await place.will.send(decision.page, fields)
        #expect(reply.status == 303, "\(reply.body)")
        #expect(reply.headers["location"] == "/acme/requests/1")
        let request = try await place.will.get("/acme/requests/1").body
        #expect(request.contains("Approved by will@example.com"))
        let premises = place.premises
        let verified = try await premises.run(
            [
                "bash", "-euc",
                """
                cd policy; git pull -q
                git -c gpg.ssh.allowedSignersFile=allowed_signers \
                    verify-tag "$(git tag --list 'approvals/*')"
                """,
            ], as: "alice")
        #expect(verified.status == 0, "\(verified.text)")
        #expect(verified.errors.contains("Good \"git\" signature for will@example.com"))
        // Twice the same is once.
        #expect(try await place.will.send(decision.page, fields).status == 303)
        let tags = try await premises.git("ls-remote", premises.registry, "refs/tags/*")
        #expect(tags.split(separator: "\n").count { !$0.hasSuffix("^{}") } == 1)
        let carl = try await premises.browser(of: "carl")
        struct Request: Decodable { let revision: String }
        let json = try await carl.get("/acme/requests/1?format=json").body
        let revision = try JSONDecoder().decode(Request.self, from: Data(json.utf8)).revision
        let merged = try await carl.send(
            "/acme/requests/1", ["do": "merge", "revision": revision])
        #expect(merged.status == 303, "\(merged.body)")
        #expect(try await carl.get("/acme/stages/staging").body.contains("fraud/detector"))
    }

    @Test func `signs nothing else, for nobody else, and on no other page`() async throws {
        let place = try await Place()
        let decision = try await place.decision()
        let other = try await SoftPasskey()
        let good = ["message": decision.message, "dated": decision.dated]
        let challenge = decision.challenge
        let refused: [(String, [String: String])] = [
            ("of another", try await other.answers(to: challenge)),
            (
                "on another page",
                try await place.passkey.answers(to: challenge, origin: "http://localhost:81")
            ),
            ("for another host", try await place.passkey.answers(to: challenge, host: "evil")),
            ("of another text", try await place.passkey.answers(to: challenge + "x")),
            ("without a touch", try await place.passkey.answers(to: challenge, flags: 4)),
            (
                "changed since",
                try await place.passkey.answers(to: challenge).merging([
                    "message": decision.message.replacing("approve", with: "reject")
                        .replacing("Approve", with: "Reject")
                ]) { $1 }
            ),
        ]
        for (what, fields) in refused {
            let reply = try await place.will.send(
                decision.page, good.merging(fields) { $1 })
            #expect(reply.status == 422, "\(what)")
            #expect(reply.body.contains("<code>signature-bad</code>"), "\(what)")
        }
        let answers = try await place.passkey.answers(to: challenge).merging(good) { $1 }
        let mona = try await place.premises.browser(of: "mona")
        let theirs = try await mona.send(decision.page, answers)
        #expect(theirs.status == 403, "mona brings what will has signed as her own")
        let reading = try await place.premises.browser(of: "alice-read")
        #expect(try await reading.get(decision.page).status == 403)
        #expect(try await reading.get("/acme/passkeys").status == 403)
        let tags = try await place.premises.git("ls-remote", place.premises.registry, "refs/tags/*")
        #expect(tags == "")
    }

    @Test func `is proposed for allowed_signers by a merge request of its own`() async throws {
        let premises = try await Premises { $0.publicURL = "http://localhost" }
        let alice = try await premises.browser(of: "alice")
        #expect(try await alice.get("/acme/passkeys").status == 403)
        let asked = try await premises.run(
            [
                "bash", "-euc",
                """
                git clone -q acme.git policy; cd policy
                echo 'passkeys: {host: localhost}' >>registry.yaml
                export CAIRN_USER=alice@example.com; git commit -qam x; git push -q
                """,
            ], as: "alice")
        try #require(asked.status == 0, "\(asked.text)")
        let key = try await SoftPasskey().publicKey()
        #expect(try await alice.send("/acme/passkeys", ["public_key": "x"]).status == 400)
        #expect(try await alice.send("/acme/passkeys", ["public_key": "AAAA"]).status == 422)
        let reply = try await alice.send("/acme/passkeys", ["public_key": key])
        #expect(reply.status == 303, "\(reply.body)")
        let page = try await alice.get("/acme/requests/1").body
        #expect(page.contains("Let alice@example.com sign with a passkey"))
        #expect(page.contains("+alice@example.com namespaces=&quot;git&quot; sk-ecdsa"))
    }
}

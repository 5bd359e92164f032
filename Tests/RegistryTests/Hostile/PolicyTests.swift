import RegistryCore
import Testing

/// The registry's policy with one thing replaced by another.
private func rule(_ description: String, _ old: String, _ new: String) -> RefusedPush {
    rule(description, .manifestInvalid, old, new)
}

private func rule(
    _ description: String, _ code: ErrorCode, _ old: String, _ new: String
) -> RefusedPush {
    RefusedPush(description, code) { bench in
        let text = policy(id: bench.facts.id)
        try #require(text.contains(old))
        let commit = try await bench.commit(
            onto: bench.facts.main, .file("registry.yaml", text.replacing(old, with: new)))
        return ["\(commit):refs/heads/main"]
    }
}

/// Who signs with which key, changed.
private func signers(
    _ description: String, _ change: @escaping @Sendable (String, Bench) throws -> String
) -> RefusedPush {
    RefusedPush(description, .signersInvalid) { bench in
        let commit = try await bench.commit(
            onto: bench.facts.main, .file("allowed_signers", try change(bench.signers(), bench)))
        return ["\(commit):refs/heads/main"]
    }
}

@Suite(.serialized) struct `A hostile policy` {
    private static let bench = Bench.shared()

    static let policies: [RefusedPush] = [
        rule("for another registry", .registryChanged, "id: ", "id: 0000"),
        rule("without an admin", .adminMissing, "role: admin", "role: maintainer"),
        rule(
            "whose only admin has no key", .adminMissing, "alice@example.com, role: admin",
            "eve@example.com, role: admin"),
        rule("with another spelling of a person", "carol@example.com", "Carol@example.com"),
        rule("with a person of two addresses", "carol@example.com", "\"carol@example.com dan\""),
        rule("with a person and a space", "[carol@example.com", "[\"carol@example.com \""),
        rule("with a homograph of a person", "carol@example.com", "c\u{430}rol@example.com"),
        rule(
            "with a group nobody is in", .policyInvalid, "from: group:reviewers",
            "from: group:nobody"),
        rule("that asks for minus one approval", .policyInvalid, "count: 1", "count: -1"),
        rule("that asks for no approval by a list", .policyInvalid, "count: 1", "count: 0"),
        rule("with a role nobody knows", "role: maintainer", "role: root"),
        rule("with a key nobody knows", "limits:", "limit:"),
        rule("with a stage after itself", .policyInvalid, "after: staging", "after: production"),
        rule("with a stage after none", .policyInvalid, "after: staging", "after: nowhere"),
        rule("with one stage twice", .policyInvalid, "name: production", "name: staging"),
        rule(
            "with a stage that could be a version", .policyInvalid, "- name: staging\n",
            "- name: v1\n  - name: staging\n"),
        rule(
            "with a stage that could be a commit", .policyInvalid, "- name: staging\n",
            "- name: deadbeef\n  - name: staging\n"),
        rule(
            "with a stage that could be main", .policyInvalid, "- name: staging\n",
            "- name: main\n  - name: staging\n"),
        rule("with a stage of two parts", "name: production", "name: prod/uction"),
        rule("with room for no file", .policyInvalid, "files: 20", "files: -1"),
        rule("with an anchor", "role: admin", "role: &r admin"),
        .main("taken away", .catalogMissing, .remove("registry.yaml")),
        .main(
            "of another schema", .manifestInvalid,
            .file("registry.yaml", "schema: cairn.registry/v2\n")),
    ]

    static let keys: [RefusedPush] = [
        signers("nobody signs with any") { _, _ in "" },
        signers("two people share one") { text, bench in
            text + "eve@example.com \(try bench.publicKey("carol"))\n"
        },
        signers("one person has it twice") { text, bench in
            text + "carol@example.com \(try bench.publicKey("carol"))\n"
        },
        signers("another person has it") { text, _ in
            text.replacing("carol@example.com", with: "eve@example.com")
        },
        signers("a person is spelt otherwise") { text, bench in
            text + "Eve@example.com \(try bench.publicKey("stranger"))\n"
        },
        signers("two people have it together") { text, bench in
            text + "eve@example.com,mallory@example.com \(try bench.publicKey("stranger"))\n"
        },
        signers("anybody has it") { text, bench in
            text + "* \(try bench.publicKey("stranger"))\n"
        },
        signers("anybody of a domain has it") { text, bench in
            text + "*@example.com \(try bench.publicKey("stranger"))\n"
        },
        signers("all but one have it") { text, bench in
            text + "!eve@example.com,*@example.com \(try bench.publicKey("stranger"))\n"
        },
        signers("it is for files") { text, bench in
            text + "eve@example.com namespaces=\"file\" \(try bench.publicKey("stranger"))\n"
        },
        signers("its end depends on where one is") { text, bench in
            text + "eve@example.com valid-before=\"20300101\" \(try bench.publicKey("stranger"))\n"
        },
        signers("it has an option nobody knows") { text, bench in
            text + "eve@example.com trusted \(try bench.publicKey("stranger"))\n"
        },
        signers("it is half a key") { text, bench in
            text + "eve@example.com \(try bench.publicKey("stranger").dropLast(8))\n"
        },
        signers("a closed one is opened") { text, _ in
            text.replacing(",valid-before=\"20200101Z\"", with: "")
        },
        signers("a closed one is closed later") { text, _ in
            text.replacing("20200101Z", with: "20990101Z")
        },
        signers("one begins earlier") { text, _ in
            text.replacing(
                "namespaces=\"git\",valid-before", with: "valid-after=\"20000101Z\",valid-before")
        },
        RefusedPush("every admin's is closed", .adminMissing) { bench in
            let closed = try bench.signers().replacing(
                "alice@example.com namespaces=\"git\"",
                with: "alice@example.com namespaces=\"git\",valid-before=\"20200101Z\"")
            let commit = try await bench.commit(
                onto: bench.facts.main, .file("allowed_signers", closed))
            return ["\(commit):refs/heads/main"]
        },
    ]

    /// What arrives in a push never helps another part of it, nor a later commit.
    static let own: [RefusedPush] = [
        RefusedPush("that makes its author an admin", by: "bob", .roleMissing) { bench in
            let rules = policy(
                id: bench.facts.id, access: "  - {who: bob@example.com, role: admin}")
            let first = try await bench.commit(
                onto: bench.facts.main, by: "bob", .file("registry.yaml", rules))
            let second = try await bench.commit(onto: first, by: "bob", .file("LICENSE", "mine"))
            return ["\(second):refs/heads/main"]
        },
        RefusedPush("that raises a limit for the next commit", .manifestTooLarge) { bench in
            let rules = policy(id: bench.facts.id).replacing("64KiB", with: "1MiB")
            let first = try await bench.commit(
                onto: bench.facts.main, .file("registry.yaml", rules))
            let second = try await bench.commit(
                onto: first, detector("README.md", String(repeating: "x", count: 70 << 10)))
            return ["\(second):refs/heads/main"]
        },
        RefusedPush("that brings the stage it is pushed with", .stageMissing) { bench in
            let rules = policy(id: bench.facts.id, stages: "  - name: canary")
            let main = try await bench.commit(
                onto: bench.facts.main, .file("registry.yaml", rules))
            return ["\(main):refs/heads/main", "\(bench.facts.open):\(stage("canary"))"]
        },
        RefusedPush("that brings the key it is pushed with", by: "alice", .approvalInvalid) {
            bench in
            let keys =
                try bench.signers() + "carol@example.com \(try bench.publicKey("stranger"))\n"
            let main = try await bench.commit(
                onto: bench.facts.main, .file("allowed_signers", keys))
            return [
                "\(main):refs/heads/main",
                try await bench.sign(bench.statement(), with: "stranger"),
            ]
        },
    ]

    @Test(arguments: policies)
    func `is refused`(push: RefusedPush) async throws {
        try await push.expect(on: Self.bench.value)
    }

    @Test(arguments: keys)
    func `of keys is refused where`(push: RefusedPush) async throws {
        try await push.expect(on: Self.bench.value)
    }

    @Test(arguments: own)
    func `is no help to its own push`(push: RefusedPush) async throws {
        try await push.expect(on: Self.bench.value)
    }
}

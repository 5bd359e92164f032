import RegistryCore
import Support
import Testing

@Suite struct `Git over HTTP` {
    @Test(arguments: ["0", "1", "2"])
    func `clones, commits and pushes`(version: String) async throws {
        let premises = try await Premises.shared.value
        let work = premises.place("work")
        try await premises.git(
            "-c", "protocol.version=\(version)", "clone", "-q", premises.registry, work)
        try await premises.git(
            "commit", "-q", "--allow-empty", "-m", "topic \(version)", in: work)
        try await premises.git("push", "-q", "origin", "HEAD:t\(version)/a", in: work)
        let here = try await premises.git("rev-parse", "HEAD", in: work)
        let there = try await premises.git("rev-parse", "t\(version)/a", in: premises.catalog)
        #expect(here == there)
    }

    @Test(arguments: ["blob:none", "tree:0", "blob:limit=1k"])
    func `leaves out what a filter leaves out`(filter: String) async throws {
        let premises = try await Premises.shared.value
        let work = premises.place("part")
        try await premises.git(
            "clone", "-q", "--bare", "--filter=\(filter)", premises.registry, work)
        let missing = try await premises.git(
            "rev-list", "--objects", "--all", "--missing=print", in: work)
        #expect(missing.contains("\n?") == (filter != "blob:limit=1k"))
    }

    @Test func `records the name that was authenticated, whatever is claimed`() async throws {
        let premises = try await Premises.shared.value
        let work = premises.place("named")
        try await premises.git("clone", "-q", premises.registry, work, as: "vera")
        try await premises.git(
            "push", "-q", "origin", "HEAD:named/by-carl", in: work, as: "carl")
        // Other tests push here too.
        let commit = try await premises.git(
            "log", "-1", "--format=%H", "--grep=named/by-carl", "refs/audit/log",
            in: premises.catalog)
        let entry = try await premises.git(
            "show", "\(commit.prefix(40)):entry.json", in: premises.catalog)
        #expect(entry.contains(#""actor" : "carl@example.com""#), "\(entry)")
        #expect(entry.contains(#""authentication" : "server""#))
        #expect(!entry.contains("mallory"))
    }

    @Test(arguments: [("alice", 0), ("carl", 1)])
    func `takes a signed push of whom it has authenticated, and of nobody else`(
        name: String, status: Int32
    ) async throws {
        let premises = try await Premises()
        let work = premises.place("signed")
        try await premises.git("clone", "-q", premises.registry, work)
        let outcome = try await premises.run(
            [
                "git", "-c", "gpg.format=ssh", "-c", "user.signingkey=\(premises.folder)/key",
                "push",
                "--signed", "origin", "HEAD:signed/x",
            ], in: work, as: name)
        #expect(outcome.status == status, "\(outcome.errors)")
        #expect(outcome.errors.contains("[signature-bad]") == (status != 0))
        let log = try await premises.run(
            ["git", "show", "refs/audit/log:entry.json"], in: premises.catalog)
        #expect(log.output.contains(#""certificate" : "#) == (status == 0))
        #expect(!log.output.contains(#""authentication" : "certificate""#))
    }

    @Test func `moves all refs of an atomic push, or none`() async throws {
        let premises = try await Premises.shared.value
        let work = premises.place("atomic")
        try await premises.git("clone", "-q", premises.registry, work)
        let outcome = try await premises.run(
            [
                "git", "push", "--atomic", "-o", "reason=test", "origin", "HEAD:atomic/one",
                "HEAD:refs/heads/Upper",
            ],
            in: work, as: "alice")
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains("[ref-refused]"), "\(outcome.errors)")
        let refs = try await premises.git("for-each-ref", in: premises.catalog)
        #expect(!refs.contains("atomic/one"))
    }

    @Test func `takes a pack larger than what fits in its pipes`() async throws {
        let premises = try await Premises.shared.value
        let work = premises.place("large")
        try await premises.git("clone", "-q", premises.registry, work)
        try await premises.git("checkout", "-q", "-b", "big", in: work)
        for name in ["a", "b", "c", "d"] {
            let bytes = (0..<900_000).map { _ in UInt8.random(in: 33...126) }
            try premises.scratch.write(
                "\(work.split(separator: "/").last ?? "")/\(name).txt", bytes)
        }
        try await premises.git("add", ".", in: work)
        try await premises.git("commit", "-q", "-m", "large", in: work)
        try await premises.git("push", "-q", "origin", "big:big/pack", in: work)
        let copy = premises.place("large-copy")
        try await premises.git("clone", "-q", "-b", "big/pack", premises.registry, copy)
        let difference = try await premises.run(["diff", "-r", "-x", ".git", work, copy])
        #expect(difference.status == 0, "\(difference.text)")
    }

    @Test func `shows refusals of the hooks with code and remedy`() async throws {
        let premises = try await Premises.shared.value
        let work = premises.place("refused")
        try await premises.git("clone", "-q", premises.registry, work)
        let outcome = try await premises.run(
            ["git", "push", "origin", "HEAD:refs/heads/main2/x", "HEAD:refs/weird/x"], in: work,
            as: "alice")
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains("remote: error: "))
        #expect(outcome.errors.contains("remote: Hint: "))
    }
}

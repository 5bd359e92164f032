import RegistryCore
import Support
import Testing

private let zero = ObjectID.zero

@Suite(.serialized) struct `A hostile ref` {
    private static let bench = Bench.shared()

    /// What `git push` lets through to the hook.
    @Test(arguments: [
        "refs/heads/-x", "refs/heads/--upload-pack=x", "refs/heads/Feature", "refs/heads/ä",
        "refs/heads/a+b", "refs/heads/a/B",
        "refs/heads/$(id)", "refs/heads/a;b", "refs/heads/a|b",
        "refs/heads/\(String(repeating: "a", count: 201))", "refs/heads/refs/heads/main",
        "refs/heads/head", "refs/heads/HEAD2", "refs/heads/stages/production",
        "refs/heads/stages/production/fraud", "refs/heads/stages/production/fraud/Detector",
        "refs/heads/stages/Production/fraud/detector", "refs/heads/promote/production",
        "refs/heads/promote/production/fraud/detector/x", "refs/heads/for/production",
        "refs/heads/stages/production/con/aux",
        "refs/tags/v1.0", "refs/tags/approvals", "refs/tags/approvals/production/fraud/detector",
        "refs/tags/approvals/production/fraud/detector/abc123/carol@example.com/1",
        "refs/remotes/origin/main", "refs/stash", "refs/bisect/bad",
        "refs/original/refs/heads/main",
        "refs/cairn/x", "refs/pull/1/head", "refs/changes/01/1/1", "refs/for/production",
        "refs/rewritten/x", "refs/worktree/x",
    ])
    func `is refused by the hook`(ref: String) async throws {
        try await RefusedPush(ref, .refRefused) { ["\($0.facts.main):\(ref)"] }
            .expect(on: Self.bench.value)
    }

    @Test(arguments: [
        ("0", "carol@example.com"), ("01", "carol@example.com"), ("-1", "carol@example.com"),
        ("1.0", "carol@example.com"), ("1", "Carol@example.com"), ("1", "carol"),
        ("1", "carol@example.com@example.com"), ("9999999999", "carol@example.com"),
    ])
    func `of an approval names one person and one number`(
        number: String, person: String
    ) async throws {
        try await RefusedPush("", .refRefused) { bench in
            let proposal = bench.facts.proposal
            let name = "approvals/production/fraud/detector/\(proposal)/\(person)/\(number)"
            return ["\(proposal):refs/tags/\(name)"]
        }
        .expect(on: Self.bench.value)
    }

    /// What no `git push` would send: the hook sees it before git looks at the name.
    @Test(arguments: [
        "refs/heads/a\u{1b}[2Jb", "refs/heads/a\u{7f}", "refs/heads/a\tb", "refs/heads/a b",
        "refs/heads/../../config", "refs/heads/a..b", "refs/heads/.a", "refs/heads/a.lock",
        "refs/heads/a//b", "refs/heads/a/", "refs/heads/a@{1}", "refs/heads/a:b", "refs/heads/a^",
        "refs/heads/a?", "refs/heads/a*", "refs/heads/[a]", "refs/heads/a\\b", "refs/heads/",
        "HEAD", "config", "refs", "/refs/heads/a", "cairn/key", "refs/heads/main\r",
    ])
    func `is refused though no client would send it`(ref: String) async throws {
        let bench = try await Self.bench.value
        let refs = try await bench.refs()
        let outcome = try await bench.receive(["\(zero) \(bench.facts.main) \(ref)"])
        #expect(outcome.errors.contains("[ref-refused]"), "\(outcome.text)")
        #expect(!outcome.errors.contains("\u{1b}"))
        #expect(outcome.output.contains("pre-receive hook declined"), "\(outcome.text)")
        #expect(try await bench.refs() == refs)
        #expect(try bench.intents() == [])
    }

    @Test func `is moved once, and from where it is`() async throws {
        let bench = try await Bench()
        let refs = try await bench.refs()
        let (main, v2) = (bench.facts.main, bench.facts.v2)
        let topic = "refs/heads/topic"
        for commands in [
            ["\(v2) \(main) refs/heads/main"], ["\(zero) \(main) refs/heads/main"],
            ["\(zero) \(main) \(stage("staging"))"], ["\(v2) \(zero) \(proposal("production"))"],
            ["\(zero) \(v2) \(topic)", "\(zero) \(main) \(topic)"],
            ["\(v2) \(main) \(topic)"], ["\(zero) \(main) refs/heads/a", "\(zero) \(v2) HEAD"],
        ] {
            let outcome = try await bench.receive(commands)
            #expect(!outcome.output.contains("ok refs/"), "\(commands): \(outcome.text)")
            #expect(try await bench.refs() == refs, "\(commands)")
        }
    }

    @Test func `is one of at most a thousand`() async throws {
        let bench = try await Self.bench.value
        try await RefusedPush("", .tooMuch) { bench in
            (0...1000).map { "\(bench.facts.main):refs/heads/many/\($0)" }
        }
        .expect(on: bench)
    }
}

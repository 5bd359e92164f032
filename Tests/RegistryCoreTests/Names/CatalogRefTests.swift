import RegistryCore
import Support
import Testing

private let proposal = String(repeating: "c", count: 40)
private let approval = "refs/tags/approvals/production/fraud/detector/\(proposal)/carol@example.com"
private let report = "refs/tags/checks/production/fraud/detector/\(proposal)"

@Suite struct `A ref of a catalog` {
    @Test(
        arguments: [
            ("refs/heads/main", .main),
            ("refs/heads/stages/production/fraud/detector", .stage("production", detector)),
            ("refs/heads/promote/production/fraud/detector", .proposal("production", detector)),
            ("\(approval)/1", .approval(carolsApproval(1))),
            ("\(approval)/12", .approval(carolsApproval(12))),
            ("\(report)/ci/1", .check(reported("ci", 1))),
            ("\(report)/load-test/12", .check(reported("load-test", 12))),
            ("refs/versions/fraud/detector/v4", .version(detector, VersionNumber(4))),
            ("refs/audit/log", .auditLog),
            ("refs/merge-requests/1/head", .requestHead(RequestNumber(1))),
            ("refs/merge-requests/42/meta", .requestMeta(RequestNumber(42))),
            ("refs/sequences/merge-requests", .requests),
            ("refs/heads/retrain", .topic("retrain")),
            ("refs/heads/alice/retrain-2.1_b", .topic("alice/retrain-2.1_b")),
        ] as [(String, CatalogRef)])
    func `is one row of the table, and reads back`(name: String, ref: CatalogRef) {
        #expect(CatalogRef(parsing: name) == ref)
        #expect(ref.description == name)
    }

    @Test(arguments: [
        "", "HEAD", "main", "heads/main", "refs", "refs/", "refs/heads", "refs/heads/",
        "/refs/heads/main",
        "refs//heads/main", "refs/heads/main/", "refs/heads//main", "Refs/heads/main",
        "refs/Heads/main",
        "refs/heads/main\n", " refs/heads/main", "refs/heads/main ",
        "refs/remotes/origin/main", "refs/notes/commits", "refs/stash", "refs/replace/\(proposal)",
        "refs/for/main", "refs/changes/01/1/1", "refs/pull/1/head", "refs/bisect/bad", "refs/a/b/c",
        "refs/tags/v1", "refs/tags/approvals", "refs/audit", "refs/audit/log/x", "refs/audit/other",
        "refs/heads/stages\u{301}/production/fraud/detector",
        "refs/merge-requests/1", "refs/merge-requests/1/", "refs/merge-requests/0/head",
        "refs/merge-requests/01/head", "refs/merge-requests/1/head/x", "refs/merge-requests/x/head",
        "refs/merge-requests/1/Head", "refs/sequences", "refs/sequences/x",
        "refs/sequences/merge-requests/x",
    ])
    func `has no other name`(name: String) {
        #expect(CatalogRef(parsing: name) == nil)
    }

    /// One push of `refs/heads/stages/x` would block every later stage.
    @Test(arguments: ["stages", "promote"])
    func `squats on no reserved name`(word: String) {
        for tail in [
            "", "/", "/x", "/production", "/production/", "/production/fraud", "/production/fraud/",
            "/production/fraud/detector/", "/production/fraud/detector/x", "//fraud/detector",
            "/production//detector", "/Production/fraud/detector", "/production/Fraud/detector",
            "/production/fraud/detector.lock", "/production/fraud/detector.git",
            "/production/../detector",
            "/1/fraud/detector", "/-x/fraud/detector", "/production/-x/detector",
            "/production/fraud/-x",
            "/production/fraud/\(String(repeating: "d", count: 65))",
            "/\(String(repeating: "p", count: 32))/fraud/detector",
        ] {
            #expect(CatalogRef(parsing: "refs/heads/\(word)\(tail)") == nil, "\(word)\(tail)")
        }
    }

    @Test(arguments: [
        "/0", "/01", "/-1", "/+1", "/x", "/", "", "/1/x", "/1.0", "/1000000000", "/v1", "/ 1",
    ])
    func `numbers approvals from one, without leading zeros`(tail: String) {
        #expect(CatalogRef(parsing: approval + tail) == nil)
    }

    @Test(arguments: [
        "approvals/production/fraud/detector/\(proposal.dropLast())/carol@example.com/1",
        "approvals/production/fraud/detector/\(proposal.uppercased())/carol@example.com/1",
        "approvals/production/fraud/detector/HEAD/carol@example.com/1",
        "approvals/production/fraud/detector/\(proposal)/Carol@example.com/1",
        "approvals/production/fraud/detector/\(proposal)/carol/1",
        "approvals/production/fraud/detector/\(proposal)/carol@example.com.lock/1",
        "approvals/production/fraud/\(proposal)/carol@example.com/1",
        "approvals/9/fraud/detector/\(proposal)/carol@example.com/1",
        "approval/production/fraud/detector/\(proposal)/carol@example.com/1",
    ])
    func `names an approval by stage, model, full proposal and person`(tag: String) {
        #expect(CatalogRef(parsing: "refs/tags/" + tag) == nil)
    }

    @Test(arguments: [
        "", "/", "/ci", "/ci/", "/ci/0", "/ci/01", "/ci/x", "/ci/1/", "/ci/1/x", "/CI/1", "/-/1",
        "/1/1", "/carol@example.com/1", "//1", "/ci/1000000000",
        "/\(String(repeating: "c", count: 32))/1",
    ])
    func `names a report by stage, model, full proposal and check`(tail: String) {
        #expect(CatalogRef(parsing: report + tail) == nil)
        #expect(CatalogRef(parsing: "\(report.dropLast())/ci/1") == nil)
    }

    @Test(arguments: ["v0", "v01", "4", "V4", "v", "v4/x", "latest", "v1000000000"])
    func `indexes versions by number`(last: String) {
        #expect(CatalogRef(parsing: "refs/versions/fraud/detector/\(last)") == nil)
        #expect(CatalogRef(parsing: "refs/versions/detector/\(last)") == nil)
    }

    private static func carolsApproval(_ number: Int) -> ApprovalName {
        ApprovalName(
            stage: "production", model: detector, proposal: object("c"), person: carol,
            number: number)
    }

    private static func reported(_ check: CheckName, _ number: Int) -> CheckTag {
        CheckTag(
            stage: "production", model: detector, proposal: object("c"), check: check,
            number: number)
    }

    @Test func `of an approval lies in its proposal's folder`() {
        let folder = ApprovalName.folder(
            stage: "production", model: detector, proposal: object("c"))
        #expect(folder == "refs/tags/approvals/production/fraud/detector/\(proposal)/")
        #expect(CatalogRef.approval(Self.carolsApproval(3)).description.hasPrefix(folder))
        let reports = CheckTag.folder(
            stage: "production", model: detector, proposal: object("c"))
        #expect(reports == report + "/")
        #expect(CatalogRef.check(Self.reported("ci", 3)).model == detector)
    }
}

@Suite struct `A topic branch` {
    static let accepted = [
        "a", "0", "retrain", "alice/retrain", "alice/_wip", "alice/-x", "a.b/c.d", "a_b", "a-",
        "mainline", "main2",
        "heads/main", "x/main", "x/stages", "x/promote/y", "stages2/x", "forty/two", "headline",
        "reference/x",
        "tags/v1", "latest", "production", "a.lockx", "a/lock", String(repeating: "b", count: 200),
    ]

    @Test(arguments: accepted)
    func `has a name of its own`(name: String) {
        #expect(CatalogRef(parsing: "refs/heads/" + name) == .topic(name))
        #expect(CatalogRef.topic(name).description == "refs/heads/" + name)
    }

    @Test(arguments: [
        "main/x", "stages", "promote", "for", "for/main", "refs", "refs/heads/main", "head",
        "head/x", "HEAD",
        "Retrain", "alice/Retrain", "é", "-x", "--force", "_x", ".x", "a/.x", "a//b", "/a", "a/",
        "a..b", "a/..",
        "a.lock", "a.lock/b", "a/b.lock", "a.", "a/b.", "a b", "a~1", "a^", "a:b", "a?", "a*",
        "a[b", "a\\b", "@",
        "a@{1}", "a\u{7f}", "a\n", "a\u{301}", "a/\u{301}b", String(repeating: "b", count: 201),
        "a/" + String(repeating: "b", count: 199),
    ])
    func `has no reserved, hidden or overlong name`(name: String) {
        #expect(CatalogRef(parsing: "refs/heads/" + name) == nil)
    }

    @Test(arguments: accepted)
    func `has a name that git takes too`(name: String) async throws {
        let checked = try await shell(
            ["git", "check-ref-format", "refs/heads/" + name], in: "/",
            environment: hermeticEnvironment(home: "/nonexistent"))
        #expect(checked.status == 0)
    }

    /// Random names out of the alphabet and the words that matter, most of them refused.
    @Test func `is what it says, or is refused`() {
        var random = SplitMix(seed: 3)
        let words = [
            "main", "stages", "promote", "for", "refs", "head", "production", "fraud", "detector",
            "v1",
        ]
        var accepted = 0
        for _ in 0..<20_000 {
            let parts = (0..<Int.random(in: 1...5, using: &random)).map { _ in
                Bool.random(using: &random)
                    ? random.pick(words) : random.text(of: "ab.-_/0", length: 1...6)
            }
            let name = "refs/heads/" + parts.joined(separator: "/")
            guard let ref = CatalogRef(parsing: name) else { continue }
            accepted += 1
            #expect(ref.description == name)
            #expect(CatalogRef(parsing: ref.description) == ref)
        }
        #expect((2_000..<18_000).contains(accepted))
    }
}

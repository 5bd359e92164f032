import Cryptography
import RegistryCore
import Support
import Testing

/// A registry whose production asks for no approval, and for the check `ci`, which dan reports.
private let shared = Task { try await asking(Bench.shared().value) }

private func asking(_ bench: Bench) async throws -> Bench {
    let checks = "    checks: [{name: ci, by: [dan@example.com], expires: 30d}]"
    let rules = policy(id: bench.facts.id, approvals: "[]", stages: checks)
    let commit = try await bench.commit(onto: bench.facts.main, .file("registry.yaml", rules))
    try await bench.require("\(commit):refs/heads/main")
    return bench
}

extension Bench {
    /// What dan reports of the proposal, every field as it should be.
    fileprivate func report(
        _ outcome: ReportedCheck.Outcome = .pass, number: Int = 1,
        _ change: (inout CheckStatement) -> Void = { _ in }
    ) -> CheckStatement {
        var statement = CheckStatement(
            check: "ci", outcome: outcome, registry: facts.id, stage: "production",
            model: "fraud/detector", version: VersionNumber(1), versionDigest: facts.digests[0],
            proposal: facts.proposal, base: facts.open, signer: "dan@example.com", number: number)
        change(&statement)
        return statement
    }

    /// Signs a report and returns the refspec that publishes it as dan's first.
    fileprivate func signed(
        _ statement: CheckStatement, with key: String = "dan", at ref: CheckTag? = nil
    ) async throws -> String {
        let name = "\(ref ?? statement.tagName)"
        try await run(
            [
                "git", "-c", "gpg.format=ssh", "-c", "user.signingkey=\(folder)/keys/\(key)",
                "tag", "-f", "-s", "--cleanup=verbatim", "-F", "-", name, "\(facts.proposal)",
            ], in: work, as: key, input: statement.message)
        return "refs/tags/\(name):refs/tags/\(name)"
    }
}

@Suite(.serialized) struct `A check's report` {
    /// One that differs in one field of its statement from what it should say.
    private static func saying(
        _ description: String, _ change: @escaping @Sendable (inout CheckStatement) -> Void
    ) -> RefusedPush {
        RefusedPush(description, by: "dan", .checkInvalid) { bench in
            [try await bench.signed(bench.report(.pass, change), at: bench.report().tagName)]
        }
    }

    static let refused: [RefusedPush] = [
        saying("for another registry") { $0.registry = "0123456789abcdef" },
        saying("for another stage") { $0.stage = "staging" },
        saying("for another model") { $0.model = "credit/scorer" },
        saying("for another version") { $0.version = VersionNumber(2) },
        saying("for other bytes") { $0.versionDigest = Digest(hashing: [1]) },
        saying("on another base") { $0.base = $0.proposal },
        saying("of another proposal") { $0.proposal = $0.base },
        saying("of another check") { $0.check = "lint" },
        saying("by another person") { $0.signer = "carol@example.com" },
        saying("of another number") { $0.number = 2 },
        RefusedPush("with a gap in its number", by: "dan", .checkInvalid) { bench in
            [try await bench.signed(bench.report(number: 2))]
        },
        RefusedPush("with the key of another", by: "dan", .checkInvalid) { bench in
            [try await bench.signed(bench.report(), with: "carol")]
        },
        RefusedPush("with a key nobody has", by: "dan", .checkInvalid) { bench in
            [try await bench.signed(bench.report(), with: "stranger")]
        },
        RefusedPush("by one whom nobody asked", by: "carol", .checkInvalid) { bench in
            [
                try await bench.signed(
                    bench.report { $0.signer = "carol@example.com" }, with: "carol")
            ]
        },
        RefusedPush("of a check that nobody asks for", by: "dan", .checkInvalid) { bench in
            [try await bench.signed(bench.report { $0.check = "scan" })]
        },
        RefusedPush("without a signature", by: "dan", .approvalUnsigned) { bench in
            let statement = bench.report()
            try await bench.run(
                [
                    "git", "tag", "-f", "-a", "--cleanup=verbatim", "-F", "-",
                    "\(statement.tagName)", "\(bench.facts.proposal)",
                ],
                in: bench.work, input: statement.message)
            return ["refs/tags/\(statement.tagName):refs/tags/\(statement.tagName)"]
        },
        RefusedPush("in the push that needs it", by: "alice", .checkMissing) { bench in
            [
                try await bench.signed(bench.report()),
                "\(bench.facts.proposal):\(stage("production"))",
            ]
        },
        RefusedPush("at another depth", by: "dan", .refRefused) { bench in
            let ref = "refs/tags/\(bench.report().tagName)"
            return [try await bench.signed(bench.report()).replacing(":\(ref)", with: ":\(ref)/1")]
        },
    ]

    @Test(arguments: refused)
    func `is refused, and no ref moves`(push: RefusedPush) async throws {
        try await push.expect(on: shared.value)
    }

    @Test func `decides by its last one, and none is ever taken out`() async throws {
        let bench = try await asking(Bench())
        let move = "\(bench.facts.proposal):\(stage("production"))"
        let first = try await bench.signed(bench.report(.fail))
        try await bench.require(first, as: "dan")
        #expect(try await bench.push([move]).codes == [.checkFailed])
        let tag = "refs/tags/\(bench.report().tagName)"
        #expect(try await bench.push([":\(tag)"], as: "dan").codes == [.deletionRefused])
        _ = try await bench.signed(bench.report(.pass))
        #expect(try await bench.push(["+" + first], as: "dan").codes == [.rewriteRefused])
        try await bench.require(try await bench.signed(bench.report(number: 2)), as: "dan")
        try await bench.require(move)
        #expect(try await bench.tip(stage("production")) == bench.facts.proposal)
    }

    @Test func `that comes between the verdict and the refs stops them`() async throws {
        let bench = try await asking(Bench())
        try await bench.require(try await bench.signed(bench.report()), as: "dan")
        let second = bench.report(.fail, number: 2)
        let name = "refs/tags/\(second.tagName)"
        _ = try await bench.signed(second)
        let object = try await bench.id(name)
        try await bench.git("fetch", "-q", "--no-tags", bench.work, name, in: bench.catalog)
        try await bench.replaceHook(
            "pre-receive",
            """
            "$(git config cairn.program)" hook pre-receive || exit 1
            unset GIT_QUARANTINE_PATH
            echo 'update \(name) \(object)' | git -c core.hooksPath=/dev/null update-ref --stdin
            """)
        let pushed = try await bench.push(["\(bench.facts.proposal):\(stage("production"))"])
        #expect(pushed.codes == [.conflict], "\(pushed.text)")
    }
}

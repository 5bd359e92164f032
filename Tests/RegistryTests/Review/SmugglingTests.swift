import FoundationEssentials
import RegistryCore
import Testing

/// An attempt to have merged what nobody has reviewed.
struct Smuggling: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: ErrorCode
    /// Prepares the attempt, and says what is pushed where, by whom and with which options.
    let attempt:
        @Sendable (Bench) async throws -> (
            refspec: String, person: String, options: [String]
        )

    init(
        _ description: String, _ code: ErrorCode,
        attempt: @escaping @Sendable (Bench) async throws -> (String, String, [String])
    ) {
        testDescription = description
        self.code = code
        self.attempt = attempt
    }
}

private let production = "refs/for/stages/production/fraud/detector"

extension Bench {
    /// Opens mallory's change of main as merge request 2.
    fileprivate func opened() async throws -> ObjectID {
        let commit = try await described("Harmless", by: "mallory")
        try await requireReview(commit, for: "main", as: "mallory")
        return commit
    }
}

@Suite struct `Nothing unreviewed is smuggled in` {
    static let attempts: [Smuggling] = [
        Smuggling("a revision pushed after somebody looked", .conflict) { bench in
            let seen = try await bench.opened()
            let evil = try await bench.described("Evil", by: "mallory")
            try await bench.requireReview(evil, for: "main", as: "mallory")
            return ("\(seen):refs/for/merge-requests/2", "bob", ["merge"])
        },
        Smuggling("another commit in the name of the one reviewed", .conflict) { bench in
            _ = try await bench.opened()
            let evil = try await bench.described("Evil", by: "mallory")
            return ("\(evil):refs/for/merge-requests/2", "bob", ["merge"])
        },
        Smuggling("a proposal whose approvals were for its predecessor", .approvalsMissing) {
            bench in
            try await bench.require(try await bench.sign(bench.statement()), as: "carol")
            let evil = try await bench.transition(to: bench.facts.v2, onto: bench.facts.open)
            try await bench.requireReview(evil, for: "stages/production/fraud/detector")
            return ("\(evil):refs/for/merge-requests/1", "alice", ["merge"])
        },
        Smuggling("the very same change in another commit than was approved", .approvalsMissing) {
            bench in
            try await bench.require(try await bench.sign(bench.statement()), as: "carol")
            let twin = try await bench.transition(
                to: bench.facts.v1, onto: bench.facts.open, message: "Another message")
            try await bench.requireReview(twin, for: "stages/production/fraud/detector")
            return ("\(twin):refs/for/merge-requests/1", "alice", ["merge"])
        },
        Smuggling("what was approved for one stage into another", .transitionInvalid) { bench in
            try await bench.require(try await bench.sign(bench.statement()), as: "carol")
            return (
                "\(bench.facts.proposal):refs/for/stages/production/credit/scorer", "alice", []
            )
        },
        Smuggling("another's merge request, revised", .roleMissing) { bench in
            _ = try await bench.opened()
            let evil = try await bench.described("Evil")
            return ("\(evil):refs/for/merge-requests/2", "alice", [])
        },
        Smuggling("a merge by somebody who may not push to it", .roleMissing) { bench in
            let commit = try await bench.commit(
                onto: bench.facts.main, by: "mallory",
                .file("models/credit/scorer/README.md", "# x\n"))
            try await bench.requireReview(commit, for: "main", as: "mallory")
            return ("\(commit):refs/for/merge-requests/2", "mallory", ["merge"])
        },
        Smuggling("a policy of one's own", .roleMissing) { bench in
            let commit = try await bench.commit(
                onto: bench.facts.main, by: "mallory",
                .file("registry.yaml", policy(id: bench.facts.id, approvals: "[]")))
            try await bench.requireReview(commit, for: "main", as: "mallory")
            return ("\(commit):refs/for/merge-requests/2", "mallory", ["merge"])
        },
        Smuggling("a merged merge request, once more", .mergeRequestRefused) { bench in
            let commit = try await bench.opened()
            try await bench.requireReview(commit, for: "merge-requests/2", "merge", as: "bob")
            return ("\(commit):refs/for/merge-requests/2", "mallory", ["merge"])
        },
        Smuggling("a comment on a file that is not there", .fileMissing) { bench in
            (
                "\(try await bench.opened()):refs/for/merge-requests/2", "bob",
                ["comment=x", "file=models/no/such"]
            )
        },
        Smuggling("a comment by somebody who may not even read", .roleMissing) { bench in
            ("\(try await bench.opened()):refs/for/merge-requests/2", "eve", ["comment=x"])
        },
    ]

    /// Those that need no preparation, and so leave a registry as good as new for the next.
    static let outright: [Smuggling] = [
        Smuggling("a proposal of another, replaced", .roleMissing) { bench in
            let evil = try await bench.transition(
                to: bench.facts.v2, onto: bench.facts.open, by: "mallory")
            return ("\(evil):\(production)", "mallory", [])
        },
        Smuggling("a history that merges two lines", .historyNotLinear) { bench in
            let one = try await bench.described("One")
            let commit = try await bench.commit(onto: bench.facts.main, and: one)
            return ("\(commit):refs/for/main", "mallory", [])
        },
        Smuggling("a history that has nothing of main", .historyNotLinear) { bench in
            let commit = try await bench.commit(onto: [], try await bench.rootFiles())
            return ("\(commit):refs/for/main", "mallory", [])
        },
        Smuggling("a proposal that is none", .transitionInvalid) { bench in
            let commit = try await bench.commit(
                onto: bench.facts.open, detector("version.yaml", record(9)))
            return ("\(commit):\(production)", "alice", [])
        },
        Smuggling("an event of one's own making", .refRefused) { bench in
            ("\(bench.facts.proposal):refs/merge-requests/1/meta", "alice", [])
        },
        Smuggling("a number of one's own choice", .mergeRequestMissing) { bench in
            ("\(bench.facts.proposal):refs/for/merge-requests/77", "alice", ["merge"])
        },
        Smuggling("a merge with something else beside it", .usage) { bench in
            ("\(bench.facts.proposal):refs/for/merge-requests/1", "alice", ["merge", "comment=x"])
        },
        Smuggling("a title that clears the screen", .nameInvalid) { bench in
            ("\(try await bench.described("x")):refs/for/main", "mallory", ["title=\u{1b}[2J"])
        },
        Smuggling("a description without end", .nameInvalid) { bench in
            let text = String(repeating: "a", count: 60_000)
            return (
                "\(try await bench.described("x")):refs/for/main", "mallory",
                ["description=\(text)"]
            )
        },
        Smuggling("the end of another's merge request", .roleMissing) { bench in
            ("\(bench.facts.proposal):refs/for/merge-requests/1", "mallory", ["close"])
        },
        Smuggling("the deletion of a merge request", .deletionRefused) { bench in
            (":refs/for/merge-requests/1", "alice", [])
        },
        Smuggling("a branch that is not reviewed", .refRefused) { bench in
            ("\(bench.facts.proposal):refs/for/topic", "alice", [])
        },
    ]

    @Test(arguments: attempts)
    func `whatever is tried`(smuggling: Smuggling) async throws {
        let bench = try await Bench()
        try await expectRefused(smuggling, bench)
        try await bench.requireSound()
    }

    @Test func `by whatever is tried outright`() async throws {
        let bench = try await Bench()
        for smuggling in Self.outright { try await expectRefused(smuggling, bench) }
        try await bench.requireSound()
    }

    /// The registry is the same afterwards, to the ref, and the attempt is on record.
    private func expectRefused(_ smuggling: Smuggling, _ bench: Bench) async throws {
        let (refspec, person, options) = try await smuggling.attempt(bench)
        let refs = try await bench.refs()
        let refused = bench.lines(of: "refused.jsonl").count
        let pushed = try await bench.push(
            [refspec], as: person, words: ["git", "push"] + options.flatMap { ["-o", $0] })
        #expect(!pushed.isAccepted, "\(smuggling.testDescription)")
        let isHidden = pushed.text.contains("deny updating a hidden ref")
        #expect(pushed.codes == [smuggling.code] || isHidden, "\(pushed.text)")
        #expect(try await bench.refs() == refs, "\(smuggling.testDescription)")
        // Git itself refuses what is hidden, before it asks anybody.
        #expect(isHidden || bench.lines(of: "refused.jsonl").count == refused + 1)
    }

    @Test func `with other refs in the same push`() async throws {
        let bench = try await Bench()
        let commit = try await bench.described("One")
        let refs = try await bench.refs()
        for atomic in [false, true] {
            let pushed = try await bench.push(
                ["\(commit):refs/for/main", "\(commit):refs/heads/topic"], atomic: atomic)
            #expect(pushed.codes == [.mergeRequestRefused])
        }
        #expect(try await bench.refs() == refs)
    }
}

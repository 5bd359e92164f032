import Cryptography
import RegistryCore
import Testing

@Suite(.serialized) struct `An approval` {
    /// One that differs in one field of its statement from what it should say.
    private static func saying(
        _ description: String, _ change: @escaping @Sendable (inout ApprovalStatement) -> Void
    ) -> RefusedPush {
        RefusedPush(description, by: "carol", .approvalInvalid) { bench in
            let name = "\(bench.statement().tagName)"
            var statement = bench.statement()
            change(&statement)
            return [
                try await bench.sign(statement, name: name, target: bench.facts.proposal)
            ]
        }
    }

    private static let bench = Bench.shared()

    static let refused: [RefusedPush] = [
        saying("for another registry") { $0.registry = "0123456789abcdef" },
        saying("for another stage") { $0.stage = "staging" },
        saying("for another model") { $0.model = "credit/scorer" },
        saying("for another version") { $0.version = VersionNumber(2) },
        saying("for other bytes") { $0.versionDigest = Digest(hashing: [1]) },
        saying("on another base") { $0.base = $0.proposal },
        saying("of another proposal") { $0.proposal = $0.base },
        saying("by another person") { $0.signer = "dan@example.com" },
        saying("of another number") { $0.number = 2 },
        RefusedPush("with a gap in its number", by: "carol", .approvalInvalid) { bench in
            [try await bench.sign(bench.statement(number: 2))]
        },
        RefusedPush("with a key closed long ago", by: "carol", .approvalInvalid) { bench in
            let date = "2019-06-01T00:00:00Z"
            return [try await bench.sign(bench.statement(), with: "carol-old", date: date)]
        },
        RefusedPush("with the key of another", by: "carol", .approvalInvalid) { bench in
            [try await bench.sign(bench.statement(), with: "dan")]
        },
        RefusedPush("with a key nobody has", by: "carol", .approvalInvalid) { bench in
            [try await bench.sign(bench.statement(), with: "stranger")]
        },
        RefusedPush("by the author", .approvalInvalid) { bench in
            [try await bench.sign(bench.statement(by: "alice@example.com"), with: "alice")]
        },
        RefusedPush("under another name inside", by: "carol", .approvalInvalid) { bench in
            [try await bench.sign(bench.statement(), inner: "approvals/x")]
        },
        RefusedPush("of a commit beside the proposal", by: "carol", .approvalInvalid) { bench in
            [try await bench.sign(bench.statement(), target: bench.facts.main)]
        },
        RefusedPush("of the tag of a proposal", by: "carol", .approvalInvalid) { bench in
            try await bench.git("tag", "-a", "-m", "x", "inner", "\(bench.facts.proposal)")
            let inner = try await bench.id("refs/tags/inner")
            return [try await bench.sign(bench.statement(), target: inner)]
        },
        RefusedPush("of a proposal that is over", by: "dan", .proposalMissing, alone: true) {
            bench in
            try await bench.approveAndComplete()
            return [
                try await bench.sign(bench.statement(by: "dan@example.com"), with: "dan")
            ]
        },
        RefusedPush("of a proposal that nobody pushed", by: "carol", .proposalMissing) { bench in
            let hidden = try await bench.transition(
                to: bench.facts.v1, onto: bench.facts.open, by: "nobody")
            return [try await bench.sign(bench.statement(on: hidden))]
        },
        RefusedPush("beside its proposal's own push", by: "bob", .proposalMissing) { bench in
            let other = try await bench.transition(
                to: bench.facts.v1, onto: bench.facts.open, by: "bob")
            return [
                "+\(other):\(proposal("production"))",
                try await bench.sign(bench.statement(on: other)),
            ]
        },
    ]

    @Test(arguments: refused)
    func `is refused, and no ref moves`(push: RefusedPush) async throws {
        try await push.expect(on: Self.bench.value)
    }

    @Test func `counts once it is as it should be, whoever pushes it`() async throws {
        let bench = try await Bench()
        try await bench.require(try await bench.sign(bench.statement()), as: "eve")
        try await bench.require("\(bench.facts.proposal):\(stage("production"))")
        #expect(try await bench.tip(stage("production")) == bench.facts.proposal)
    }

    @Test func `does not count when a signature is spliced behind its own`() async throws {
        let bench = try await Bench()
        let refspec = try await bench.sign(bench.statement())
        let name = "refs/tags/\(bench.statement().tagName)"
        let text = try await bench.git("cat-file", "tag", name)
        let id = try await bench.run(
            ["git", "hash-object", "-t", "tag", "-w", "--stdin"], in: bench.work,
            input: text + "\n\nDecision: reject\n")
        #expect(refspec.hasSuffix(name))
        let pushed = try await bench.push(["\(id):\(name)"], as: "carol")
        #expect(pushed.codes == [.signatureBad])
        #expect(try await bench.tip(name) == nil)
    }
}

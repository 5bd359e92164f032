import RegistryCore
import Support
import Testing

/// What can change between the verdict on a push and the moment its refs move.
@Suite struct `Between the verdict and the refs` {
    /// A change that matters to the completion of the proposal, made behind the judge's back.
    struct Interference: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let matters: Bool
        /// Prepares it and returns the `update-ref` line that makes it.
        let line: @Sendable (Bench) async throws -> String

        static func main(
            _ description: String, matters: Bool = true,
            _ change: @escaping @Sendable (Bench) throws -> Change
        ) -> Interference {
            Interference(testDescription: description, matters: matters) { bench in
                let commit = try await bench.commit(
                    onto: bench.facts.main, try change(bench))
                try await bench.require("\(commit):refs/heads/keep")
                return "update refs/heads/main \(commit) \(bench.facts.main)"
            }
        }
    }

    static let interferences: [Interference] = [
        .main("a stricter policy") { bench in
            let demand = "[{count: 2, from: group:reviewers}]"
            return .file("registry.yaml", policy(id: bench.facts.id, approvals: demand))
        },
        .main("a closed key") { bench in
            .file("allowed_signers", try bench.signers() + "# closed\n")
        },
        .main("the model's annotations") { _ in
            detector("annotations/v1.yaml", "schema: cairn.annotations/v1\nstate: yanked\n")
        },
        .main("another model", matters: false) { _ in
            .file("models/credit/scorer/README.md", "# x")
        },
        Interference(testDescription: "an approval gone", matters: true) { bench in
            "delete refs/tags/\(bench.statement().tagName)"
        },
        Interference(testDescription: "the rung below", matters: true) { bench in
            "update \(stage("staging")) \(bench.facts.stagingV1)"
        },
    ]

    @Test(arguments: interferences)
    func `a change of what was read aborts the push, and no other`(
        interference: Interference
    ) async throws {
        let bench = try await Bench()
        try await bench.require(try await bench.sign(bench.statement()), as: "carol")
        let line = try await interference.line(bench)
        try await bench.replaceHook(
            "pre-receive",
            """
            "$(git config cairn.program)" hook pre-receive || exit 1
            unset GIT_QUARANTINE_PATH
            echo '\(line)' | git -c core.hooksPath=/dev/null update-ref --stdin
            """)
        let pushed = try await bench.push(["\(bench.facts.proposal):\(stage("production"))"])
        let tip = try await bench.tip(stage("production"))
        #expect(pushed.isAccepted == !interference.matters, "\(pushed.text)")
        #expect(pushed.codes == (interference.matters ? [.conflict] : []))
        #expect(tip == (interference.matters ? bench.facts.open : bench.facts.proposal))
    }

    @Test func `an aborted push leaves an intent that the next one discards`() async throws {
        let bench = try await Bench()
        let entries = try await bench.auditCount()
        let line = "\(bench.facts.main) \(bench.facts.stagingV1) refs/heads/topic\n"
        let accepted = try await bench.hook(
            "pre-receive", "\(ObjectID.zero) \(bench.facts.main) refs/heads/topic\n")
        #expect(accepted.status == 0, "\(accepted.text)")
        #expect(try bench.intents().count == 1)
        // Other refs than those of the intent are none of its business.
        #expect(try await bench.hook("reference-transaction", line).status == 0)
        try bench.endProcess(ofIntent: try #require(try bench.intents().first))
        try await bench.require("\(bench.facts.main):refs/heads/other")
        #expect(try bench.intents() == [])
        #expect(try await bench.auditCount() == entries + 1)
        #expect(try await bench.tip("refs/heads/topic") == nil)
    }

    @Test func `a push that died and is repeated is recorded once`() async throws {
        let bench = try await Bench()
        let entries = try await bench.auditCount()
        let accepted = try await bench.hook(
            "pre-receive", "\(ObjectID.zero) \(bench.facts.main) refs/heads/topic\n")
        #expect(accepted.status == 0, "\(accepted.text)")
        try bench.endProcess(ofIntent: try #require(try bench.intents().first))
        try await bench.require("\(bench.facts.main):refs/heads/topic")
        #expect(try bench.intents() == [])
        #expect(try await bench.auditCount() == entries + 1)
    }

    @Test func `an intent whose process lives is left alone`() async throws {
        let bench = try await Bench()
        let accepted = try await bench.hook(
            "pre-receive", "\(ObjectID.zero) \(bench.facts.main) refs/heads/topic\n")
        #expect(accepted.status == 0, "\(accepted.text)")
        try await bench.require("\(bench.facts.main):refs/heads/other")
        #expect(try bench.intents().count == 1)
    }
}

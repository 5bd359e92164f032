import RegistryCore
import Testing

@Suite struct `Several refs in one push` {
    @Test(arguments: [false, true])
    func `are all refused when one is bad`(atomic: Bool) async throws {
        let bench = try await Bench()
        let good = try await bench.commit(onto: bench.facts.main, detector("README.md", "# x"))
        let refs = try await bench.refs()
        let pushed = try await bench.push(
            [
                "\(good):refs/heads/main", "\(good):refs/heads/topic",
                "+\(good):\(stage("staging"))", "\(good):refs/heads/Upper",
            ], atomic: atomic)
        #expect(pushed.codes == [.stale, .refRefused], "\(pushed.text)")
        #expect(try await bench.refs() == refs)
        #expect(bench.lines(of: "refused.jsonl").count == 1)
    }

    /// Without `--atomic` each ref has a transaction of its own, and sees the ones before it.
    @Test(arguments: [false, true])
    func `do not conflict with one another`(atomic: Bool) async throws {
        let bench = try await Bench()
        let strict = policy(id: bench.facts.id, approvals: "[{count: 2, from: group:reviewers}]")
        let main = try await bench.commit(
            onto: bench.facts.main, .file("registry.yaml", strict), detector("README.md", "# x"))
        let back = try await bench.transition(to: bench.facts.v1, onto: bench.facts.stagingV2)
        let other = try await bench.transition(to: bench.facts.v2, onto: bench.facts.open)
        let approval = try await bench.sign(bench.statement())
        let pushed = try await bench.push(
            [
                "\(main):refs/heads/main", "\(back):\(stage("staging"))",
                "+\(other):\(proposal("production"))", "\(main):refs/heads/topic", approval,
            ], atomic: atomic)
        #expect(pushed.isAccepted, "\(pushed.text)")
        #expect(try await bench.tip("refs/heads/main") == main)
        #expect(try await bench.tip(stage("staging")) == back)
        #expect(try await bench.tip(proposal("production")) == other)
        #expect(try await bench.tip("refs/heads/topic") == main)
        #expect(try bench.intents() == [])
    }

    @Test(arguments: [
        "refs/heads/stages/x", "refs/heads/stages/staging/fraud/detector/more",
        "refs/heads/promote",
        "refs/heads/for/main", "refs/heads/head/x", "refs/heads/Topic", "refs/heads/a.lock/b",
        "refs/notes/x", "refs/tags/v1", "refs/tags/approvals/x", "refs/for/topic", "refs/replace/x",
    ])
    func `have no place outside of the table`(ref: String) async throws {
        let bench = try await Bench()
        let refs = try await bench.refs()
        let pushed = try await bench.push(["\(bench.facts.open):\(ref)"])
        #expect(!pushed.isAccepted)
        #expect(pushed.codes.isSubset(of: [.refRefused]), "\(pushed.text)")
        #expect(try await bench.refs() == refs)
    }

    @Test func `may not touch what the registry alone writes`() async throws {
        let bench = try await Bench()
        let refs = try await bench.refs()
        let id = bench.facts.main
        let pushed = try await bench.push([
            "\(id):refs/versions/fraud/detector/v9", "+\(id):refs/versions/fraud/detector/v1",
            "+\(id):refs/audit/log", "\(id):refs/merge-requests/1/head",
            "\(id):refs/sequences/merge-requests",
        ])
        #expect(!pushed.isAccepted)
        #expect(pushed.text.contains("deny updating a hidden ref"))
        #expect(try await !bench.push([":refs/audit/log"]).isAccepted)
        #expect(try await bench.refs() == refs)
    }
}

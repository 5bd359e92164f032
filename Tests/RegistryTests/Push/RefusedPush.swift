import RegistryCore
import Testing

/// A push that the registry must refuse: who pushes what, and the codes of all objections.
struct RefusedPush: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let person: String
    let codes: Set<ErrorCode>
    /// Prepares the push and returns its refspecs.
    let refspecs: @Sendable (Bench) async throws -> [String]

    init(
        _ description: String, by person: String = "alice", _ codes: ErrorCode...,
        refspecs: @escaping @Sendable (Bench) async throws -> [String]
    ) {
        testDescription = description
        self.person = person
        self.codes = Set(codes)
        self.refspecs = refspecs
    }

    /// A push to `main` of one commit with these changes.
    static func main(
        _ description: String, by person: String = "alice", _ code: ErrorCode,
        _ changes: Change...
    ) -> RefusedPush {
        main(description, by: person, code, changes)
    }

    static func main(
        _ description: String, by person: String = "alice", _ code: ErrorCode,
        _ changes: [Change]
    ) -> RefusedPush {
        RefusedPush(description, by: person, code) { bench in
            let commit = try await bench.commit(onto: [bench.facts.main], by: person, changes)
            return ["\(commit):refs/heads/main"]
        }
    }

    /// Pushes it and expects the codes, one more line of `refused.jsonl`, and every ref as it was.
    func expect() async throws {
        let bench = try await Bench()
        let refspecs = try await refspecs(bench)
        let refs = try await bench.refs()
        let refusals = bench.lines(of: "refused.jsonl").count
        let pushed = try await bench.push(refspecs, as: person)
        #expect(!pushed.isAccepted)
        #expect(pushed.codes == codes, "\(pushed.text)")
        #expect(try await bench.refs() == refs)
        #expect(bench.lines(of: "refused.jsonl").count == refusals + 1)
        #expect(try bench.intents() == [])
    }
}

import RegistryCore
import Testing

/// A push that the registry must refuse: who pushes what, and the codes of all objections.
struct RefusedPush: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let person: String
    let codes: Set<ErrorCode>
    /// What git itself says, where it refuses the objects before any hook runs.
    let gitSays: String?
    /// Whether its preparation changes the registry, so that no other push may share it.
    let isAlone: Bool
    /// Prepares the push and returns its refspecs.
    let refspecs: @Sendable (Bench) async throws -> [String]

    init(
        _ description: String, by person: String = "alice", _ codes: ErrorCode...,
        gitSays: String? = nil, alone: Bool = false,
        refspecs: @escaping @Sendable (Bench) async throws -> [String]
    ) {
        testDescription = description
        self.person = person
        self.codes = Set(codes)
        self.gitSays = gitSays
        isAlone = alone
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
    ///
    /// - Parameter shared: The bench of the whole table; a refused push leaves it as it was.
    func expect(on shared: Bench, atomic: Bool = false) async throws {
        let bench = isAlone ? try await Bench() : shared
        let refspecs = try await refspecs(bench)
        let refs = try await bench.refs()
        let refusals = bench.lines(of: "refused.jsonl").count
        let pushed = try await bench.push(refspecs, as: person, atomic: atomic)
        #expect(!pushed.isAccepted)
        #expect(pushed.codes == codes, "\(pushed.text)")
        #expect(gitSays.map(pushed.text.contains) ?? true, "\(pushed.text)")
        #expect(try await bench.refs() == refs)
        let expected = refusals + (gitSays == nil ? 1 : 0)
        #expect(bench.lines(of: "refused.jsonl").count == expected, "\(pushed.text)")
        #expect(try bench.intents() == [])
    }
}

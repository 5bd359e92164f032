import RegistryCore
import Support
import Testing

@testable import Registry

extension Bench {
    /// Pushes one commit for review with the real `git`, saying `options`.
    func review(
        _ commit: ObjectID, for address: String, _ options: String..., as person: String = "alice"
    ) async throws -> Pushed {
        try await push(
            ["\(commit):refs/for/\(address)"], as: person,
            words: ["git", "push"] + options.flatMap { ["-o", $0] })
    }

    /// The same, which the registry must take.
    func requireReview(
        _ commit: ObjectID, for address: String, _ options: String..., as person: String = "alice",
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let pushed = try await push(
            ["\(commit):refs/for/\(address)"], as: person,
            words: ["git", "push"] + options.flatMap { ["-o", $0] })
        try #require(
            pushed.isAccepted, "\(address): \(pushed.text)", sourceLocation: sourceLocation)
    }

    /// What the registry has recorded of a merge request.
    func request(_ number: Int) throws -> MergeRequest {
        try open().existingRequest(RequestNumber(number))
    }

    /// What happened to it, in words.
    func story(_ number: Int) throws -> [String] {
        try request(number).events.map { "\($0.actor) \($0.event.word)" }
    }

    /// A commit on `main` that lowers or raises nothing, but says something of the detector.
    func described(
        _ text: String, onto parent: ObjectID? = nil, by person: String = "alice"
    ) async throws -> ObjectID {
        try await commit(
            onto: parent ?? facts.main, by: person, message: text,
            detector("README.md", "# \(text)\n"))
    }

    /// A commit that brings the third version.
    func thirdVersion(
        onto parent: ObjectID? = nil, by person: String = "mallory", _ more: String = ""
    ) async throws -> ObjectID {
        try await commit(
            onto: parent ?? facts.main, by: person, detector("version.yaml", record(3, more)))
    }

    /// The record must hold: every ref as logged, every entry signed.
    func requireSound(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let workspace = try await Workspace.open(session(of: "alice", in: catalog))
        #expect(
            try await workspace.verifyAudit().objections == [], sourceLocation: sourceLocation)
        #expect(try intents() == [], sourceLocation: sourceLocation)
    }
}

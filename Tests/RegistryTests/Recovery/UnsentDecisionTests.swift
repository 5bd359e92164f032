import RegistryCore
import Testing

@testable import Registry

@Suite struct `A decision that was signed and never sent` {
    @Test func `leaves no gap in the numbers, and one that was sent stays`() async throws {
        let bench = try await Bench()
        let clone = "\(bench.folder)/clone"
        try await bench.git("clone", "-q", "-b", "main", bench.catalog, clone)
        let tag = "\(bench.statement().tagName)"
        // As `cairn approve` leaves it when it is killed between signing and pushing.
        try await bench.run(
            ["git", "tag", "-a", "-m", "x", tag, "\(bench.facts.proposal)"], in: clone)
        let workspace = try await Workspace.open(bench.session(of: "carol", in: clone))
        let draft = try await workspace.draftDecision(
            .approve, on: "fraud/detector", stage: "production", proposal: nil,
            words: DecisionWords())
        #expect(draft.message.contains("\nNumber: 1\n"))
        #expect(try await bench.git("tag", "--list", in: clone) == "")

        try await bench.require(try await bench.sign(bench.statement()), as: "carol")
        try await bench.git("fetch", "-q", "--tags", in: clone)
        try await workspace.forgetUnsent(
            under: "refs/tags/" + tag.dropLast("1".count))
        #expect(try await bench.git("tag", "--list", in: clone) == tag)
    }
}

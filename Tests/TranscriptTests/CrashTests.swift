import FoundationEssentials
import Support
import Testing

/// A few of the points that `make crash` tries by the hundred.
@Suite struct `A registry whose processes are killed, or whose power fails` {
    @Test(.timeLimit(.minutes(15)), arguments: ["kills", "power", "server"])
    func `has lost nothing, and serves the next command`(part: String) async throws {
        let scratch = try Scratch()
        let outcome = try await shell(
            ["python3", "\(sourceRoot)/Tests/Crash/run", "--quick", "--part", part],
            in: scratch.path,
            environment: hermeticEnvironment(
                home: scratch.path, ["CAIRN": "\(products)/cairn", "PYTHONDONTWRITEBYTECODE": "1"]))
        #expect(outcome.status == 0, "\(outcome.text)")
        #expect(outcome.output.contains(" 0 wrong"), "\(outcome.text)")
    }
}

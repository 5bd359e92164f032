import FoundationEssentials
import Support
import Testing

/// The real binary with real `git`, `git lfs` and `ssh-keygen`, as people use them.
@Suite struct `A session at the shell` {
    static let transcripts = all(in: "Transcripts")

    private static func all(in folder: String) -> [Transcript] {
        let folder = "\(sourceRoot)/Tests/TranscriptTests/\(folder)"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".txt") }.sorted()
            .compactMap { try? Transcript(path: "\(folder)/\($0)") }
    }

    @Test func `has transcripts to replay`() {
        #expect(Self.transcripts.count >= 8)
    }

    @Test(.timeLimit(.minutes(15)), arguments: transcripts)
    func `goes as its transcript says`(transcript: Transcript) async throws {
        try await replay(transcript)
    }

    @Test(
        .timeLimit(.minutes(15)),
        .enabled(if: bucket["CAIRN_TEST_BUCKET"] != nil, "run `make test-s3`"),
        arguments: all(in: "Transcripts/s3"))
    func `over a bucket goes as its transcript says`(transcript: Transcript) async throws {
        try await replay(transcript)
    }

    private func replay(_ transcript: Transcript) async throws {
        let outputs = try await ShellSession().outputs(of: transcript.commands)
        #expect(outputs.count == transcript.commands.count, "every command ended")
        if ProcessInfo.processInfo.environment["UPDATE_TRANSCRIPTS"] == "1" {
            let text = transcript.text(with: outputs)
            try Data(text.utf8).write(to: URL(filePath: transcript.path))
            return
        }
        for (step, output) in zip(transcript.commandSteps, outputs) {
            #expect(output == step.prints, "$ \(step.words)")
        }
    }

    @Test(.timeLimit(.minutes(15)))
    func `follows the quick start to its end`() async throws {
        let page = try String(contentsOfFile: "\(sourceRoot)/docs/quickstart.md", encoding: .utf8)
        let blocks = page.split(separator: "```sh\n").dropFirst()
            .map { String($0.split(separator: "```", maxSplits: 1)[0]) }
        try #require(blocks.count >= 6)
        let setUp = [
            "export GIT_CONFIG_GLOBAL=$HOME/.gitconfig",
            "mkdir -p ~/.ssh; ssh-keygen -q -t ed25519 -N '' -f ~/.ssh/id_ed25519",
        ]
        let commands = setUp + blocks.map { "set -e\n\($0)" }
        let outputs = try await ShellSession().outputs(of: commands)
        #expect(outputs.count == commands.count, "\(outputs.joined())")
        #expect(!outputs.joined().contains { $0.hasPrefix("[exit") })
        #expect(outputs.last?.contains { $0.contains("self-consistent") } == true)
    }
}

extension Transcript {
    /// The commands with what they print.
    var commandSteps: [(words: String, prints: [String])] {
        steps.compactMap {
            if case .command(let words, let prints) = $0 { (words, prints) } else { nil }
        }
    }
}

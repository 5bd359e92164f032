import ArgumentParser
import Commands
import FoundationEssentials
import Synchronization
import Testing

/// What a command line left behind.
struct Play: Equatable {
    var status: Int32 = 0
    var output = ""
    var errors = ""
}

/// A world for one command line: streams that remember, a clock that steps, nobody at the keyboard.
final class Stage: Sendable {
    private let play = Mutex(Play())
    private let answers: Mutex<[String]>
    private let clock: Mutex<ContinuousClock.Instant>
    private let columns: Int?
    private let step: Duration
    private let input: [UInt8]

    /// With `columns` the streams are a terminal's. Each look at the clock takes it `step` further.
    init(
        columns: Int? = nil, answers: [String] = [], input: String = "", step: Duration = .zero
    ) {
        self.columns = columns
        self.answers = Mutex(answers)
        self.input = Array(input.utf8)
        self.step = step
        clock = Mutex(.now)
    }

    var surroundings: Surroundings {
        Surroundings(
            environment: ["CAIRN_REGISTRY": "/srv/models"], directory: "/home/ada",
            input: InputStream(
                isTerminal: columns != nil,
                line: { try self.nextAnswer() },
                bytes: { Array(self.input.prefix($0 + 1)) }),
            output: OutputStream(columns: columns) { text in
                self.play.withLock { $0.output += text }
            },
            errors: OutputStream(columns: columns) { text in
                self.play.withLock { $0.errors += text }
            },
            now: { Date(timeIntervalSince1970: 1_795_442_591) },
            instant: {
                self.clock.withLock { now in
                    now += self.step
                    return now
                }
            })
    }

    private func nextAnswer() throws -> String {
        let answer: String? = answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        return try #require(answer, "a question nobody expected")
    }

    func run(_ words: [String]) async -> Play {
        let status = await CommandRunner(Toy.self, in: surroundings).run(words)
        return play.withLock { play in
            play.status = status
            return play
        }
    }
}

/// Runs a command line of words without spaces, in a pipe.
func toy(_ line: String) async -> Play {
    await Stage().run(line.split(separator: " ").map(String.init))
}

/// The exit code of a command line in surroundings of one's own.
func status(of words: [String], in surroundings: Surroundings) async -> Int32 {
    await CommandRunner(Toy.self, in: surroundings).run(words)
}

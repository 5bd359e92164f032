import Testing

@testable import Client

@Suite struct `Trying again` {
    private static let quick: RetryPolicy = {
        var policy = RetryPolicy()
        policy.firstWait = .milliseconds(1)
        return policy
    }()
    private let lost = HTTPError.connectionLost(host: "h", reason: "")

    @Test(arguments: [0, 1, 5]) func `helps after failures that pass`(failures: Int) async throws {
        let countdown = Countdown(failures)
        let answer = try await Self.quick.run(whenTransient: \.isTransient) {
            () async throws(HTTPError) in
            if countdown.next() { throw lost }
            return 7
        }
        #expect(answer == 7)
    }

    @Test func `ends after the last attempt`() async {
        let countdown = Countdown(6)
        await #expect(throws: lost) {
            try await Self.quick.run(whenTransient: \.isTransient) {
                () async throws(HTTPError) in
                if countdown.next() { throw lost }
            }
        }
    }

    @Test func `is no use where the failure stays`() async {
        let countdown = Countdown(1)
        await #expect(throws: HTTPError.sourceFailed) {
            try await Self.quick.run(whenTransient: \.isTransient) {
                () async throws(HTTPError) in
                if countdown.next() { throw .sourceFailed }
            }
        }
    }

    @Test func `ends when it has taken long enough`() async {
        var policy = Self.quick
        policy.firstWait = .milliseconds(30)
        policy.attempts = 1_000
        policy.longestTry = .milliseconds(50)
        let countdown = Countdown(1_000)
        let start = ContinuousClock.now
        await #expect(throws: lost) {
            try await policy.run(whenTransient: \.isTransient) {
                () async throws(HTTPError) in
                if countdown.next() { throw lost }
            }
        }
        #expect(ContinuousClock.now - start >= .milliseconds(50))
    }

    @Test func `waits longer each time, up to a limit`() {
        let policy = RetryPolicy()
        for attempt in 1...40 {
            let most = min(Duration.milliseconds(200) * (1 << min(attempt - 1, 10)), .seconds(10))
            #expect((most / 2...most).contains(policy.wait(after: attempt)))
        }
    }
}

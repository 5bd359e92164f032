/// How often something is tried, and how long the waits in between are.
package struct RetryPolicy: Hashable, Sendable {
    package var attempts = 6
    package var firstWait: Duration = .milliseconds(200)
    package var longestWait: Duration = .seconds(10)
    /// How long after the first attempt began another one may; `nil`: however long.
    package var longestTry: Duration?

    package init() {}

    /// The wait after so many attempts: doubling, of random length, so that those who failed
    /// together don't come back together.
    func wait(after attempts: Int) -> Duration {
        let most = min(firstWait * (1 << min(attempts - 1, 20)), longestWait)
        return most * Double.random(in: 0.5...1)
    }

    /// Whether another attempt may begin, `start` being when the first one did.
    func isInTime(since start: ContinuousClock.Instant) -> Bool {
        longestTry.map { .now - start < $0 } ?? true
    }

    /// Does `attempt` again as long as it fails transiently and there are tries left.
    func run<Answer, Failure: Error>(
        whenTransient isTransient: (Failure) -> Bool,
        _ attempt: () async throws(Failure) -> Answer
    ) async throws(Failure) -> Answer {
        var count = 1
        let start = ContinuousClock.now
        while true {
            do throws(Failure) {
                return try await attempt()
            } catch {
                guard isTransient(error), count < attempts, !Task.isCancelled,
                    isInTime(since: start)
                else { throw error }
            }
            // A cancelled sleep ends at once; the next attempt then says so.
            try? await Task.sleep(for: wait(after: count))
            count += 1
        }
    }
}

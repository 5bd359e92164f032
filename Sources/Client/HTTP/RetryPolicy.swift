/// How often something is tried, and how long the waits in between are.
package struct RetryPolicy: Hashable, Sendable {
    package var attempts = 6
    package var firstWait: Duration = .milliseconds(200)
    package var longestWait: Duration = .seconds(10)

    package init() {}

    /// The wait after so many attempts: doubling, of random length, so that those who failed
    /// together don't come back together.
    func wait(after attempts: Int) -> Duration {
        let most = min(firstWait * (1 << min(attempts - 1, 20)), longestWait)
        return most * Double.random(in: 0.5...1)
    }

    /// Does `attempt` again as long as it fails transiently and there are tries left.
    func run<Answer, Failure: Error>(
        whenTransient isTransient: (Failure) -> Bool,
        _ attempt: () async throws(Failure) -> Answer
    ) async throws(Failure) -> Answer {
        var count = 1
        while true {
            do throws(Failure) {
                return try await attempt()
            } catch {
                guard isTransient(error), count < attempts, !Task.isCancelled else { throw error }
            }
            // A cancelled sleep ends at once; the next attempt then says so.
            try? await Task.sleep(for: wait(after: count))
            count += 1
        }
    }
}

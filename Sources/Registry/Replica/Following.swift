package import FoundationEssentials
import RegistryCore
import Synchronization

/// How a replica is getting on with its primary.
package final class Following: Sendable {
    let primary: Primary
    private let state: Mutex<State>

    private struct State {
        /// When the newest round began that brought everything; `nil` if none has yet.
        var seen: Date?
        /// When all refs were last compared, and not only the log.
        var compared: Date?
    }

    init(_ primary: Primary) {
        self.primary = primary
        state = Mutex(State())
    }

    /// Seconds for which the primary may have had what is not here; `nil` if it was never reached
    /// since the server started.
    package func behind(now: Date) -> TimeInterval? {
        state.withLock(\.seen).map { max(0, now.timeIntervalSince($0)) }
    }

    func note(seen: Date, all: Bool) {
        state.withLock { state in
            state.seen = seen
            if all { state.compared = seen }
        }
    }

    /// Whether it is long ago that all refs were compared. Some moves come after their entry in the
    /// log: a proposal that is completed goes last.
    func wantsAll(now: Date) -> Bool {
        state.withLock(\.compared).map { now.timeIntervalSince($0) > 60 } ?? true
    }
}

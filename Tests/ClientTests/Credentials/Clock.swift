import FoundationEssentials
import Synchronization

/// A clock that a test sets.
final class Clock: Sendable {
    private let time: Mutex<Date>

    init(_ time: Date) {
        self.time = Mutex(time)
    }

    var now: Date { time.withLock(\.self) }

    func set(_ time: Date) {
        self.time.withLock { $0 = time }
    }
}

import Synchronization

/// Says yes so many times.
final class Countdown: Sendable {
    private let left: Mutex<Int>

    init(_ count: Int) {
        left = Mutex(count)
    }

    func next() -> Bool {
        left.withLock {
            $0 -= 1
            return $0 >= 0
        }
    }
}

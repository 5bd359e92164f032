import Dispatch
import Synchronization

/// Blocks threads until it is opened, once for all.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let arrived = Mutex(0)

    /// How many threads have come so far.
    var count: Int {
        arrived.withLock(\.self)
    }

    /// Blocks this thread, then ends a stream.
    func wait() -> [UInt8]? {
        arrived.withLock { $0 += 1 }
        semaphore.wait()
        semaphore.signal()
        return nil
    }

    func open() {
        semaphore.signal()
    }
}

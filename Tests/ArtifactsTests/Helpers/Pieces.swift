import Synchronization

/// Remembers the pieces that a sink was given.
final class Pieces: Sendable {
    private let pieces = Mutex<[[UInt8]]>([])

    var all: [[UInt8]] {
        pieces.withLock(\.self)
    }

    func take(_ piece: [UInt8]) {
        pieces.withLock { $0.append(piece) }
    }
}

/// Adds numbers up from several threads.
final class Tally: Sendable {
    private let sum: Mutex<Int64>

    init(starting sum: Int64 = 0) {
        self.sum = Mutex(sum)
    }

    var total: Int64 {
        sum.withLock(\.self)
    }

    /// Adds `amount` and returns the sum.
    @discardableResult
    func add(_ amount: Int64) -> Int64 {
        sum.withLock {
            $0 += amount
            return $0
        }
    }
}

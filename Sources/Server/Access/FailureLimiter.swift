import FoundationEssentials
import Synchronization

/// Slows down whoever tries passwords: after so many wrong ones from an address it is told to wait,
/// and its passwords are not even looked at.
final class FailureLimiter: Sendable {
    private struct Record {
        var count: Int
        var since: Date
    }

    private let records = Mutex<[String: Record]>([:])

    /// Wrong passwords in one window.
    static let most = 20
    /// How long they count, in seconds.
    static let window: TimeInterval = 60
    /// The most addresses remembered; when there are more, those of the past window go first.
    private static let mostAddresses = 10_000

    /// How many seconds `address` has to wait; `nil` if it need not.
    func wait(for address: String, now: Date) -> Int? {
        records.withLock { records in
            guard let record = records[address], record.count >= Self.most else { return nil }
            let left = Self.window - now.timeIntervalSince(record.since)
            return left > 0 ? Int(left.rounded(.up)) : nil
        }
    }

    /// Counts one more wrong password from `address`.
    func fail(_ address: String, now: Date) {
        records.withLock { records in
            if records.count >= Self.mostAddresses {
                records = records.filter { now.timeIntervalSince($0.value.since) < Self.window }
            }
            // Full of addresses that all failed this minute: better forget them than grow.
            if records.count >= Self.mostAddresses { records = [:] }
            var record = records[address] ?? Record(count: 0, since: now)
            if now.timeIntervalSince(record.since) >= Self.window {
                record = Record(count: 0, since: now)
            }
            record.count += 1
            records[address] = record
        }
    }
}

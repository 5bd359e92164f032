import Artifacts
import FoundationEssentials
import RegistryCore
import Synchronization

/// A place for objects that is gone with the process, and that a test can spoil.
final class MemoryObjects: RemoteObjects {
    struct Contents {
        var objects: [Digest: (bytes: [UInt8], modified: Date)] = [:]
        var marks: [RemoteMark: [Digest: Date]] = [:]
    }

    private let contents = Mutex(Contents())
    private let now: @Sendable () -> Date

    init(now: @escaping @Sendable () -> Date = { Date() }) {
        self.now = now
    }

    /// Looks into the place, or changes what is there behind the store's back.
    @discardableResult
    func tamper<Answer: Sendable>(_ body: (inout sending Contents) -> Answer) -> Answer {
        contents.withLock { body(&$0) }
    }

    func size(of digest: Digest) async throws(StoreError) -> Int64? {
        tamper { $0.objects[digest].map { Int64($0.bytes.count) } }
    }

    func read(
        _ digest: Digest, range: Range<Int64>?
    ) async throws(StoreError) -> RemoteContents {
        guard let bytes = tamper({ $0.objects[digest]?.bytes }) else { throw .missing(digest) }
        let wanted = range.map { Int($0.lowerBound)..<Int($0.upperBound) } ?? bytes.indices
        let taken = Tally(starting: Int64(wanted.lowerBound))
        return RemoteContents(size: Int64(bytes.count)) {
            let start = Int(taken.add(70_000)) - 70_000
            return start < wanted.upperBound
                ? Array(bytes[start..<min(start + 70_000, wanted.upperBound)]) : nil
        }
    }

    func write(
        _ pointer: Pointer, reading next: (_ count: Int) async throws(StoreError) -> [UInt8]
    ) async throws(StoreError) {
        var bytes: [UInt8] = []
        while bytes.count < pointer.size {
            let piece = try await next(min(1_000_000, Int(pointer.size) - bytes.count))
            guard !piece.isEmpty else { break }
            bytes += piece
        }
        _ = try await next(0)
        let kept = (bytes, now())
        tamper { $0.objects[pointer.digest] = kept }
    }

    func remove(_ digest: Digest) async throws(StoreError) {
        tamper { _ = $0.objects.removeValue(forKey: digest) }
    }

    func list() async throws(StoreError) -> RemoteListing {
        tamper { contents in
            var listing = RemoteListing()
            listing.objects = contents.objects.map {
                StoredArtifact(
                    digest: $0, size: Int64($1.bytes.count), modified: $1.modified)
            }
            listing.marks = contents.marks
            return listing
        }
    }

    func mark(_ digest: Digest, _ mark: RemoteMark) async throws(StoreError) {
        let now = now()
        tamper { $0.marks[mark, default: [:]][digest] = now }
    }

    func marked(_ digest: Digest, _ mark: RemoteMark) async throws(StoreError) -> Date? {
        tamper { $0.marks[mark]?[digest] }
    }

    func unmark(_ digest: Digest, _ mark: RemoteMark) async throws(StoreError) {
        tamper { _ = $0.marks[mark]?.removeValue(forKey: digest) }
    }

    func removeUnfinished(
        before deadline: Date, dryRun: Bool
    ) async throws(StoreError) -> [String] { [] }
}

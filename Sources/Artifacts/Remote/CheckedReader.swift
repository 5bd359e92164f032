import Cryptography
import RegistryCore

/// Reads a source once, in pieces of the length asked for, and sees that it is what was promised.
struct CheckedReader: ~Copyable {
    private let pointer: Pointer
    private let progress: Progress
    private var reader: SourceReader
    private var chunk = Chunk()
    /// How much of the chunk has been handed over.
    private var used = 0
    private var hash = SHA256()
    private var size: Int64 = 0

    /// - Throws: `wrongSize` where the source is known to have another length.
    init(
        _ reader: SourceReader, expecting pointer: Pointer, progress: Progress
    ) throws(StoreError) {
        try pointer.check(size: reader.size)
        self.reader = reader
        self.pointer = pointer
        self.progress = progress
    }

    /// The next `count` bytes; fewer only at the end of a source that is shorter than promised.
    mutating func read(_ count: Int) async throws(StoreError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count, try await hasMore() {
            let piece = chunk.bytes[used..<min(chunk.count, used + count - bytes.count)]
            bytes += piece
            used += piece.count
        }
        hash.update(bytes.span)
        size += Int64(bytes.count)
        progress.report(Int64(bytes.count))
        return bytes
    }

    /// Whether anything is left of the source, of which the next chunk is at hand then.
    private mutating func hasMore() async throws(StoreError) -> Bool {
        guard used == chunk.count else { return true }
        guard !Task.isCancelled else { throw .interrupted }
        try await reader.fill(&chunk)
        used = 0
        return chunk.count > 0
    }

    /// Checks that the source ends here, and that its bytes were those expected.
    ///
    /// - Throws: `wrongSize`, `corrupt`, `changedWhileReading`, and whatever the source throws.
    mutating func checkEnd() async throws(StoreError) {
        let hasMore = try await hasMore()
        try pointer.check(size: hasMore ? size + Int64(chunk.count) : size)
        try reader.checkUnchanged()
        try pointer.check(Pointer(digest: takeDigest(), size: size))
    }

    private mutating func takeDigest() -> Digest {
        let finished = exchange(&hash, with: SHA256())
        return finished.finish()
    }
}

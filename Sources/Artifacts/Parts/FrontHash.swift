import Cryptography
import RegistryCore

/// The hash of a file from its beginning, as far as it has been written.
actor FrontHash {
    private let file: OpenFile
    private var hash = SHA256()
    private var end: Int64 = 0

    init(_ file: OpenFile) {
        self.file = file
    }

    /// Reads on to `target`, and sends what was read on its way to the disk.
    func advance(to target: Int64) throws(StoreError) {
        let start = end
        var chunk = Chunk(atMost: target - end)
        while end < target {
            try file.read(into: &chunk, at: end, atMost: target - end)
            guard chunk.count > 0 else { throw .changedWhileReading(file.path) }
            hash.update(chunk.bytes.span.extracting(..<chunk.count))
            end += Int64(chunk.count)
        }
        file.startWriteback(from: start, count: end - start)
    }

    /// The digest of all that was read.
    func finish() -> Digest {
        let finished = exchange(&hash, with: SHA256())
        return finished.finish()
    }
}

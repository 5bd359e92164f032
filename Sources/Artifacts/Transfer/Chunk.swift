/// Bytes on their way from a source, in a buffer that is filled again and again.
struct Chunk: Sendable {
    /// Large enough that calls cost little, small enough to stay in the cache between being read,
    /// hashed and written, and for a server to hold a few for each of a hundred clients.
    static let capacity = 256 << 10

    /// The buffer, of which the first `count` bytes are filled.
    var bytes: [UInt8]
    var count: Int
    /// Where in its source the chunk begins.
    var offset: Int64 = 0

    /// A chunk to be filled from a file, of which no more than `size` bytes are wanted.
    init(atMost size: Int64 = .max) {
        bytes = Array(repeating: 0, count: min(Self.capacity, Int(clamping: size)))
        count = 0
    }

    /// A chunk that holds all of `bytes`.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        count = bytes.count
    }

    var filled: ArraySlice<UInt8> {
        bytes[..<count]
    }
}

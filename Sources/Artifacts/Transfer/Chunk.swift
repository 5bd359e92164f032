/// Bytes on their way from a source, in a buffer that is filled again and again.
struct Chunk: Sendable {
    /// A mebibyte: large enough that calls cost nothing, small enough to stay in the cache between
    /// being read, hashed and written.
    static let capacity = 1 << 20

    /// The buffer, of which the first `count` bytes are filled.
    var bytes: [UInt8]
    var count: Int
    /// Where in its source the chunk begins.
    var offset: Int64 = 0

    /// A chunk to be filled from a file.
    init() {
        bytes = Array(repeating: 0, count: Self.capacity)
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

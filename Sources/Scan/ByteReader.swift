/// Takes little-endian numbers and runs of bytes off the front of some bytes.
struct ByteReader {
    private let bytes: ArraySlice<UInt8>
    private(set) var position = 0

    /// There are fewer bytes than asked for.
    struct Truncated: Error {}

    init(_ bytes: some Collection<UInt8>) {
        self.bytes = ArraySlice(bytes)
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func take(_ count: Int) throws(Truncated) -> ArraySlice<UInt8> {
        guard count >= 0, count <= bytes.count - position else { throw Truncated() }
        let start = bytes.startIndex + position
        position += count
        return bytes[start..<start + count]
    }

    mutating func skip(_ count: Int) throws(Truncated) {
        _ = try take(count)
    }

    mutating func number<Number: FixedWidthInteger>(
        _: Number.Type = Number.self
    ) throws(Truncated) -> Number {
        var number: Number = 0
        for (place, byte) in try take(Number.bitWidth / 8).enumerated() {
            number |= Number(truncatingIfNeeded: byte) << (8 * place)
        }
        return number
    }
}

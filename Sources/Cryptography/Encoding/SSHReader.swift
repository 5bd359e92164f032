/// Reads SSH's wire format (RFC 4251 §5), never past the end of its bytes.
struct SSHReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    /// The next `count` bytes as they are.
    mutating func readBytes(_ count: Int) throws(WireError) -> [UInt8] {
        guard count <= rest.count else { throw .truncated }
        defer { rest.removeFirst(count) }
        return Array(rest.prefix(count))
    }

    /// Four bytes, the highest first.
    mutating func readUInt32() throws(WireError) -> UInt32 {
        try readBytes(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Eight bytes, the highest first.
    mutating func readUInt64() throws(WireError) -> UInt64 {
        try readBytes(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Bytes with their length before them.
    mutating func readString() throws(WireError) -> [UInt8] {
        let count = try readUInt32()
        return try readBytes(Int(count))
    }

    /// A string of printable ASCII.
    ///
    /// OpenSSH lets through any bytes, and a NUL at the end. Names end up in messages on somebody's
    /// terminal, so nothing that could move its cursor gets this far.
    mutating func readName() throws(WireError) -> String {
        let bytes = try readString()
        guard bytes.allSatisfy({ (0x20...0x7e).contains($0) }) else { throw .unprintableName }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The content of a positive `mpint`: two's complement, the highest byte first, and no byte
    /// more than that needs. The same content makes a DER `INTEGER`.
    ///
    /// OpenSSH skips needless zeros in front. Refusing them leaves each key one blob, and so one
    /// fingerprint.
    mutating func readInteger() throws(WireError) -> [UInt8] {
        let bytes = try readString()
        guard let first = bytes.first, first < 0x80 else { throw .improperInteger }
        guard first != 0 || bytes.dropFirst().first.map({ $0 >= 0x80 }) == true else {
            throw .improperInteger
        }
        return bytes
    }

    /// How many bytes are left.
    var count: Int { rest.count }

    /// Demands that every byte was read.
    func finish() throws(WireError) {
        guard rest.isEmpty else { throw .trailingBytes }
    }
}

/// The three forms of DER (X.690) in which OpenSSL and browsers have a key or a signature that SSH
/// writes in its own way.
enum DER {
    /// An `INTEGER` with the content of an SSH `mpint`, which is encoded alike.
    static func integer(_ content: [UInt8]) -> [UInt8] {
        element(tag: 0x02, content)
    }

    /// A `SEQUENCE` of elements already encoded.
    static func sequence(_ elements: [UInt8]...) -> [UInt8] {
        element(tag: 0x30, elements.flatMap(\.self))
    }

    /// The contents of the two short integers of which a signature on P-256 is a sequence.
    static func integers(in bytes: [UInt8]) throws(WireError) -> (r: [UInt8], s: [UInt8]) {
        var reader = SSHReader(bytes)
        guard try reader.readBytes(2) == [0x30, UInt8(clamping: bytes.count - 2)] else {
            throw .contradiction
        }
        let (r, s) = (try shortInteger(&reader), try shortInteger(&reader))
        try reader.finish()
        return (r, s)
    }

    /// What is written longer than it needs to be is found out by whoever verifies it.
    private static func shortInteger(_ reader: inout SSHReader) throws(WireError) -> [UInt8] {
        let head = try reader.readBytes(2)
        guard head[0] == 0x02, head[1] <= 33 else { throw .improperInteger }
        return try reader.readBytes(Int(head[1]))
    }

    private static func element(tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        [tag] + length(content.count) + content
    }

    /// One byte below 128; from there on, the number of bytes of the length, then those.
    private static func length(_ count: Int) -> [UInt8] {
        guard count >= 0x80 else { return [UInt8(count)] }
        let bytes = withBigEndianBytes(of: count).drop { $0 == 0 }
        return [0x80 | UInt8(bytes.count)] + bytes
    }

    private static func withBigEndianBytes(of count: Int) -> [UInt8] {
        stride(from: 56, through: 0, by: -8).map { UInt8(count >> $0 & 0xff) }
    }
}

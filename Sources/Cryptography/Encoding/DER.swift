/// The three forms of DER (X.690) in which OpenSSL wants a key or a signature that SSH writes in
/// its own way.
enum DER {
    /// An `INTEGER` with the content of an SSH `mpint`, which is encoded alike.
    static func integer(_ content: [UInt8]) -> [UInt8] {
        element(tag: 0x02, content)
    }

    /// A `SEQUENCE` of elements already encoded.
    static func sequence(_ elements: [UInt8]...) -> [UInt8] {
        element(tag: 0x30, elements.flatMap(\.self))
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

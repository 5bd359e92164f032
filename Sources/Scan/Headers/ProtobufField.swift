/// One field of a message in the wire format of Protocol Buffers
/// (https://protobuf.dev/programming-guides/encoding).
struct ProtobufField {
    let number: UInt64
    let kind: Kind
    /// The number itself, of a field that is one; else 0.
    let value: UInt64
    /// Where its content lies: after tag and length, and empty for a number.
    let content: Range<Int64>

    /// How its content is written.
    enum Kind: UInt64 {
        case number = 0
        case eight = 1
        case bytes = 2
        case four = 5
    }

    /// Reads the field that begins `bytes`, of which 24 are enough; `nil` if there is none.
    ///
    /// - Parameter offset: Where `bytes` lie, to which `content` is relative.
    init?(_ bytes: [UInt8], at offset: Int64 = 0) {
        var rest = bytes[...]
        guard let tag = Self.varint(&rest), tag >> 3 > 0, tag >> 3 < 1 << 29,
            let kind = Kind(rawValue: tag & 7)
        else { return nil }
        number = tag >> 3
        self.kind = kind
        var (value, length): (UInt64, UInt64) = (0, 0)
        switch kind {
        case .number, .bytes:
            guard let number = Self.varint(&rest) else { return nil }
            (value, length) = kind == .number ? (number, 0) : (0, number)
        case .eight: length = 8
        case .four: length = 4
        }
        guard length < 1 << 40 else { return nil }
        self.value = value
        let start = offset + Int64(bytes.count - rest.count)
        content = start..<start + Int64(length)
    }

    /// Takes a number of seven bits a byte off the front.
    static func varint(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
        var number: UInt64 = 0
        for place in 0..<10 {
            guard let byte = bytes.popFirst() else { return nil }
            number |= UInt64(byte & 0x7f) << (7 * place)
            if byte < 0x80 { return number }
        }
        return nil
    }
}

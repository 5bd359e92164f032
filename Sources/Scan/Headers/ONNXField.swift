/// One field of the message that an ONNX file is (`ModelProto` of onnx.proto), in the wire format
/// of Protocol Buffers (https://protobuf.dev/programming-guides/encoding).
struct ONNXField {
    let number: UInt64
    /// Length in bytes, its tag included.
    let length: Int64

    /// The field of the graph itself.
    static let graph: UInt64 = 7
    static let version: UInt64 = 1
    /// More than the longest tag and length there are.
    static let window: Int64 = 24

    /// Reads the field at the beginning of `bytes`; `nil` if that is no field, or one whose kind is
    /// not the one that ONNX gives it.
    init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        guard let tag = varint(&rest), tag >> 3 > 0, tag >> 3 < 1 << 29 else { return nil }
        let kind = tag & 7
        number = tag >> 3
        guard Self.kinds[number].map({ $0 == kind }) ?? true else { return nil }
        let content: UInt64
        switch kind {
        case 0:
            guard varint(&rest) != nil else { return nil }
            content = 0
        case 1: content = 8
        case 2:
            guard let length = varint(&rest), length < 1 << 40 else { return nil }
            content = length
        case 5: content = 4
        default: return nil
        }
        length = Int64(bytes.count - rest.count) + Int64(content)
    }

    /// The wire type of each field that ONNX knows: 0 a number, 2 bytes of a given length.
    private static let kinds: [UInt64: UInt64] = [
        1: 0, 2: 2, 3: 2, 4: 2, 5: 0, 6: 2, 7: 2, 8: 2, 14: 2, 20: 2, 25: 2, 26: 2,
    ]
}

private func varint(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
    var number: UInt64 = 0
    for place in 0..<10 {
        guard let byte = bytes.popFirst() else { return nil }
        number |= UInt64(byte & 0x7f) << (7 * place)
        if byte < 0x80 { return number }
    }
    return nil
}

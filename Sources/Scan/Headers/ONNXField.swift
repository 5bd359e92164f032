/// One field of the message that an ONNX file is (`ModelProto` of onnx.proto).
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
        guard let field = ProtobufField(bytes),
            Self.kinds[field.number].map({ $0 == field.kind }) ?? true
        else { return nil }
        number = field.number
        length = field.content.upperBound
    }

    /// The kind of each field that ONNX knows.
    private static let kinds: [UInt64: ProtobufField.Kind] = [
        1: .number, 2: .bytes, 3: .bytes, 4: .bytes, 5: .number, 6: .bytes, 7: .bytes, 8: .bytes,
        14: .bytes, 20: .bytes, 25: .bytes, 26: .bytes,
    ]
}

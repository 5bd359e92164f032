import RegistryCore

/// The tensors that an ONNX file is initialized with: `initializer` of its `GraphProto`, each a
/// `TensorProto` (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
struct ONNXTensors<Failure: Error> {
    private let source: ScanSource<Failure>
    private let limit: Int
    private var fields = 0
    private var window: (start: Int64, bytes: [UInt8]) = (0, [])

    /// - Parameter limit: The most fields that are looked at.
    init(_ source: ScanSource<Failure>, limit: Int) {
        self.source = source
        self.limit = limit
    }

    /// `nil` if it is no such file.
    func all() async throws(Failure) -> [Tensor]? {
        var reader = self
        var tensors: [Tensor] = []
        guard let graph = try await reader.first(ONNXField.graph, in: 0..<source.size) else {
            return nil
        }
        var offset = graph.lowerBound
        while offset < graph.upperBound {
            guard let field = try await reader.field(at: offset, before: graph.upperBound) else {
                return nil
            }
            offset = field.content.upperBound
            guard field.number == Part.initializer else { continue }
            guard let tensor = try await reader.tensor(in: field.content) else { return nil }
            tensors.append(tensor)
        }
        return tensors
    }

    /// The numbers of fields of `GraphProto` and `TensorProto`.
    private enum Part {
        static var initializer: UInt64 { 5 }
        static var dimensions: UInt64 { 1 }
        static var type: UInt64 { 2 }
        static var name: UInt64 { 8 }
        /// The numbers themselves: as they lie in memory, or one by one.
        static var numbers: Set<UInt64> { [4, 5, 6, 7, 9, 10, 11] }
    }

    private mutating func first(
        _ number: UInt64, in range: Range<Int64>
    ) async throws(Failure) -> Range<Int64>? {
        var offset = range.lowerBound
        while offset < range.upperBound {
            guard let field = try await field(at: offset, before: range.upperBound) else {
                return nil
            }
            if field.number == number { return field.content }
            offset = field.content.upperBound
        }
        return nil
    }

    private mutating func tensor(in range: Range<Int64>) async throws(Failure) -> Tensor? {
        var (name, type, shape): (String?, UInt64, [Int64]) = (nil, 0, [])
        var place: Range<Int64>?
        var offset = range.lowerBound
        while offset < range.upperBound {
            guard let field = try await field(at: offset, before: range.upperBound) else {
                return nil
            }
            offset = field.content.upperBound
            switch field.number {
            case Part.dimensions:
                guard let lengths = try await numbers(of: field) else { return nil }
                shape += lengths
            case Part.type: type = field.value
            case Part.name: name = try await text(in: field.content)
            case let number where Part.numbers.contains(number): place = field.content
            default: break
            }
        }
        guard let name else { return nil }
        return Tensor(
            name: name, form: TensorForm(type: typeName(type), shape: shape), place: place)
    }

    /// Lengths, one to a field or packed into one.
    private mutating func numbers(
        of field: ProtobufField
    ) async throws(Failure) -> [Int64]? {
        guard field.kind == .bytes else { return Int64(exactly: field.value).map { [$0] } }
        guard field.content.count <= 256 else { return nil }
        var rest = try await bytes(in: field.content)[...]
        var lengths: [Int64] = []
        while !rest.isEmpty {
            guard let number = ProtobufField.varint(&rest), let length = Int64(exactly: number)
            else { return nil }
            lengths.append(length)
        }
        return lengths
    }

    private mutating func text(in range: Range<Int64>) async throws(Failure) -> String? {
        guard range.count <= 4096 else { return nil }
        return String(validating: try await bytes(in: range), as: UTF8.self)
    }

    /// The field at `offset`; `nil` if none there ends before `end`, or there were too many.
    private mutating func field(
        at offset: Int64, before end: Int64
    ) async throws(Failure) -> ProtobufField? {
        fields += 1
        guard fields <= limit else { return nil }
        let head = try await bytes(in: offset..<min(offset + ONNXField.window, end))
        guard let field = ProtobufField(head, at: offset), field.content.upperBound <= end else {
            return nil
        }
        return field
    }

    /// A few bytes, from what was read last if they are there: fields that describe are short, and
    /// lie together.
    private mutating func bytes(in range: Range<Int64>) async throws(Failure) -> [UInt8] {
        let end = window.start + Int64(window.bytes.count)
        if range.lowerBound < window.start || range.upperBound > end {
            let count = max(Int64(4096), Int64(range.count))
            window = (range.lowerBound, try await source.bytes(range.lowerBound, count))
        }
        let start = Int(range.lowerBound - window.start)
        return Array(window.bytes.dropFirst(start).prefix(range.count))
    }
}

/// What `TensorProto.DataType` calls a number.
private func typeName(_ type: UInt64) -> String {
    let names = [
        "UNDEFINED", "FLOAT", "UINT8", "INT8", "UINT16", "INT16", "INT32", "INT64", "STRING",
        "BOOL", "FLOAT16", "DOUBLE", "UINT32", "UINT64", "COMPLEX64", "COMPLEX128", "BFLOAT16",
        "FLOAT8E4M3FN", "FLOAT8E4M3FNUZ", "FLOAT8E5M2", "FLOAT8E5M2FNUZ", "UINT4", "INT4",
        "FLOAT4E2M1",
    ]
    return type < names.count ? names[Int(type)] : "type \(type)"
}

import RegistryCore

/// The header of a safetensors file, held to what the format's own reader demands
/// (https://github.com/huggingface/safetensors#format).
struct SafetensorsHeader {
    /// The length of the header alone; `nil` if the file's first 8 bytes can't be one.
    static func length(_ head: [UInt8], size: Int64) -> Int64? {
        var reader = ByteReader(head)
        guard let length = try? reader.number(UInt64.self), length >= 2, size >= 8,
            length <= UInt64(size - 8)
        else { return nil }
        return Int64(length)
    }

    /// What is wrong with the header, if anything.
    ///
    /// - Parameter room: How many bytes follow it.
    static func flaw(in header: [UInt8], room: Int64) -> String? {
        guard header.first == UInt8(ascii: "{"), case .map(let map)? = JSONValue(json: header)
        else {
            return "Its header is not a JSON object, or names a tensor twice."
        }
        var extents: [Range<Int64>] = []
        for (name, value) in map {
            if name == "__metadata__" {
                guard isMetadata(value) else { return "Its metadata is not text by text." }
                continue
            }
            guard let extent = extent(of: value) else {
                return "The tensor '\(name.printable)' has no sound type, shape and place."
            }
            extents.append(extent)
        }
        return areContiguous(extents, filling: room)
            ? nil : "Its tensors do not fill the file from the first byte to the last."
    }

    private static func isMetadata(_ value: JSONValue) -> Bool {
        guard case .map(let map) = value else { return false }
        return map.values.allSatisfy { $0.text != nil }
    }

    /// The bytes of a tensor, whose number is what its shape and type come to.
    private static func extent(of value: JSONValue) -> Range<Int64>? {
        guard case .map(let map) = value, map.count == 3,
            let bits = map["dtype"]?.text.flatMap({ bits[$0] }),
            let shape = map["shape"]?.list, let offsets = map["data_offsets"]?.list,
            offsets.count == 2, let start = integer(offsets[0]), let end = integer(offsets[1]),
            start <= end
        else { return nil }
        var total: Int64 = bits
        for dimension in shape {
            guard let length = integer(dimension) else { return nil }
            let (product, overflow) = total.multipliedReportingOverflow(by: length)
            guard !overflow else { return nil }
            total = product
        }
        return total % 8 == 0 && total / 8 == end - start ? start..<end : nil
    }

    private static func integer(_ value: JSONValue) -> Int64? {
        guard case .number(let text) = value, let number = Int64(text), number >= 0 else {
            return nil
        }
        return number
    }

    private static func areContiguous(_ extents: [Range<Int64>], filling room: Int64) -> Bool {
        var end: Int64 = 0
        for extent in extents.sorted(by: {
            ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
        }) {
            guard extent.lowerBound == end else { return false }
            end = extent.upperBound
        }
        return end == room
    }

    /// How many bits one number of each type takes.
    private static let bits: [String: Int64] = [
        "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6,
        "BOOL": 8, "U8": 8, "I8": 8, "F8_E5M2": 8, "F8_E4M3": 8, "F8_E8M0": 8,
        "U16": 16, "I16": 16, "F16": 16, "BF16": 16, "U32": 32, "I32": 32, "F32": 32,
        "U64": 64, "I64": 64, "F64": 64, "C64": 64,
    ]
}

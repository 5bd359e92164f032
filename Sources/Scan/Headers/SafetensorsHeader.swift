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
    /// - Parameter size: The length of the whole file.
    static func flaw(in header: [UInt8], of size: Int64) -> String? {
        do throws(HeaderFlaw) {
            _ = try tensors(in: header, of: size)
            return nil
        } catch { return error.sentence }
    }

    /// The tensors that a header describes, in the order of their places.
    ///
    /// - Parameter size: The length of the whole file.
    static func tensors(in header: [UInt8], of size: Int64) throws(HeaderFlaw) -> [Tensor] {
        guard header.first == UInt8(ascii: "{"), case .map(let map)? = JSONValue(json: header)
        else {
            throw HeaderFlaw(sentence: "Its header is not a JSON object, or names a tensor twice.")
        }
        var tensors: [(tensor: Tensor, place: Range<Int64>)] = []
        let start = 8 + Int64(header.count)
        for (name, value) in map {
            if name == "__metadata__" {
                guard isMetadata(value) else {
                    throw HeaderFlaw(sentence: "Its metadata is not text by text.")
                }
                continue
            }
            guard let (form, extent) = description(value) else {
                throw HeaderFlaw(
                    sentence:
                        "The tensor '\(name.printable)' has no sound type, shape and place.")
            }
            let place = start + extent.lowerBound..<start + extent.upperBound
            tensors.append((Tensor(name: name, form: form, place: place), place))
        }
        tensors.sort {
            ($0.place.lowerBound, $0.place.upperBound) < ($1.place.lowerBound, $1.place.upperBound)
        }
        guard areContiguous(tensors.map(\.place), from: start, to: size) else {
            throw HeaderFlaw(
                sentence: "Its tensors do not fill the file from the first byte to the last.")
        }
        return tensors.map(\.tensor)
    }

    private static func isMetadata(_ value: JSONValue) -> Bool {
        guard case .map(let map) = value else { return false }
        return map.values.allSatisfy { $0.text != nil }
    }

    /// What a tensor is, and its bytes, whose number is what shape and type come to.
    private static func description(
        _ value: JSONValue
    ) -> (form: TensorForm, extent: Range<Int64>)? {
        guard case .map(let map) = value, map.count == 3,
            let type = map["dtype"]?.text, let bits = bits[type],
            let shape = map["shape"]?.list, let offsets = map["data_offsets"]?.list,
            offsets.count == 2, let start = integer(offsets[0]), let end = integer(offsets[1]),
            start <= end
        else { return nil }
        var total: Int64 = bits
        var lengths: [Int64] = []
        for dimension in shape {
            guard let length = integer(dimension) else { return nil }
            lengths.append(length)
            let (product, overflow) = total.multipliedReportingOverflow(by: length)
            guard !overflow else { return nil }
            total = product
        }
        guard total % 8 == 0, total / 8 == end - start, end <= 1 << 60 else { return nil }
        return (TensorForm(type: type, shape: lengths), start..<end)
    }

    private static func integer(_ value: JSONValue) -> Int64? {
        guard case .number(let text) = value, let number = Int64(text), number >= 0 else {
            return nil
        }
        return number
    }

    private static func areContiguous(
        _ extents: [Range<Int64>], from start: Int64, to end: Int64
    ) -> Bool {
        var next = start
        for extent in extents {
            guard extent.lowerBound == next else { return false }
            next = extent.upperBound
        }
        return next == end
    }

    /// How many bits one number of each type takes.
    private static let bits: [String: Int64] = [
        "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6,
        "BOOL": 8, "U8": 8, "I8": 8, "F8_E5M2": 8, "F8_E4M3": 8, "F8_E8M0": 8,
        "U16": 16, "I16": 16, "F16": 16, "BF16": 16, "U32": 32, "I32": 32, "F32": 32,
        "U64": 64, "I64": 64, "F64": 64, "C64": 64,
    ]
}

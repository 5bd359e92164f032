import RegistryCore

/// What stands before the tensors of a GGUF file, versions 2 and 3
/// (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md).
struct GGUFHeader {
    private var reader: ByteReader
    private var alignment: UInt64 = 32

    /// Why it is not well-formed.
    private enum Flaw: Error {
        case truncated
        case says(String)
    }

    /// What is wrong with the header at the beginning of `bytes`, if anything.
    ///
    /// - Parameter size: The length of the whole file.
    static func flaw(in bytes: [UInt8], size: Int64) -> String? {
        do throws(HeaderFlaw) {
            _ = try tensors(in: bytes, size: size)
            return nil
        } catch { return error.sentence }
    }

    /// The tensors that the header at the beginning of `bytes` describes, in the order of their
    /// places.
    ///
    /// - Parameter size: The length of the whole file.
    static func tensors(in bytes: [UInt8], size: Int64) throws(HeaderFlaw) -> [Tensor] {
        var header = GGUFHeader(reader: ByteReader(bytes))
        do throws(Flaw) {
            return try header.read(size: size)
        } catch .says(let sentence) {
            throw HeaderFlaw(sentence: sentence)
        } catch {
            throw HeaderFlaw(
                sentence: "Its header breaks off, or is too long to be looked at.")
        }
    }

    private init(reader: ByteReader) {
        self.reader = reader
    }

    private mutating func read(size: Int64) throws(Flaw) -> [Tensor] {
        guard try number(UInt32.self) == 0x4655_4747 else { throw .says("It is no GGUF.") }
        let version = try number(UInt32.self)
        guard (2...3).contains(version) else {
            throw .says("Its version is \(version), not 2 or 3.")
        }
        let tensors = try number(UInt64.self), pairs = try number(UInt64.self)
        // Each takes more than a byte of what was read, so this bounds the work.
        guard tensors <= 1 << 20, pairs <= 1 << 20 else {
            throw .says("It counts too many things.")
        }
        var keys: Set<[UInt8]> = []
        for _ in 0..<pairs {
            guard keys.insert(try pair()).inserted else { throw .says("It has a key twice.") }
        }
        return try readTensors(tensors, size: size)
    }

    private mutating func pair() throws(Flaw) -> [UInt8] {
        let key = try text(atMost: 65_535)
        let type = try number(UInt32.self)
        if key == Array("general.alignment".utf8) {
            guard type == 4 else { throw .says("Its alignment is not a number of 32 bits.") }
            alignment = UInt64(try number(UInt32.self))
            guard alignment > 0, alignment & (alignment - 1) == 0 else {
                throw .says("Its alignment is no power of two.")
            }
            return key
        }
        type == 9 ? try array() : try value(type)
        return key
    }

    private mutating func array() throws(Flaw) {
        let type = try number(UInt32.self)
        let count = try number(UInt64.self)
        guard type != 9 else { throw .says("It has a list of lists.") }
        guard let width = Self.widths[type] else {
            for _ in 0..<count { try value(type) }
            return
        }
        let (length, overflow) = count.multipliedReportingOverflow(by: UInt64(width))
        guard !overflow, let length = Int(exactly: length) else { throw .truncated }
        _ = try take(length)
    }

    private mutating func value(_ type: UInt32) throws(Flaw) {
        if let width = Self.widths[type] {
            _ = try take(width)
        } else {
            guard type == 8 else { throw .says("It has a value of the unknown type \(type).") }
            _ = try text(atMost: .max)
        }
    }

    private mutating func readTensors(
        _ count: UInt64, size: Int64
    ) throws(Flaw) -> [Tensor] {
        var names: Set<[UInt8]> = []
        var found: [(name: String, form: TensorForm, offset: UInt64)] = []
        for _ in 0..<count {
            // ggml's own names have room for 63 bytes and an end.
            let name = try text(atMost: 63)
            guard names.insert(name).inserted else {
                throw .says("It has two tensors of one name.")
            }
            let (form, offset) = try tensor()
            found.append((String(decoding: name, as: UTF8.self), form, offset))
        }
        let start = (UInt64(reader.position) + alignment - 1) / alignment * alignment
        guard let last = found.last else { return [] }
        let offsets = found.map(\.offset)
        guard zip(offsets, offsets.dropFirst()).allSatisfy(<),
            start + last.offset < UInt64(size)
        else { throw .says("Its tensors do not follow one another inside the file.") }
        // How long each is, its type would tell; up to the next one nothing but padding follows.
        let ends = offsets.dropFirst().map { Int64(start + $0) } + [size]
        return zip(found, ends).map { tensor, end in
            Tensor(
                name: tensor.name, form: tensor.form, place: Int64(start + tensor.offset)..<end)
        }
    }

    private mutating func tensor() throws(Flaw) -> (TensorForm, offset: UInt64) {
        let dimensions = try number(UInt32.self)
        guard (1...4).contains(dimensions) else { throw .says("A tensor has no sound shape.") }
        var total: UInt64 = 1
        var shape: [Int64] = []
        for _ in 0..<dimensions {
            let length = try number(UInt64.self)
            let (product, overflow) = total.multipliedReportingOverflow(by: length)
            guard !overflow, product <= UInt64(Int64.max), length <= UInt64(Int64.max) else {
                throw .says("A tensor has no sound shape.")
            }
            total = product
            shape.append(Int64(length))
        }
        let type = try number(UInt32.self)
        let offset = try number(UInt64.self)
        guard offset % alignment == 0, offset <= UInt64(Int64.max) else {
            throw .says("A tensor has no sound place.")
        }
        return (TensorForm(type: Self.types[type] ?? "type \(type)", shape: shape), offset)
    }

    private mutating func text(atMost limit: UInt64) throws(Flaw) -> [UInt8] {
        let length = try number(UInt64.self)
        guard length <= limit else { throw .says("It has a name that is too long.") }
        guard let length = Int(exactly: length) else { throw .truncated }
        return Array(try take(length))
    }

    private mutating func take(_ count: Int) throws(Flaw) -> ArraySlice<UInt8> {
        do { return try reader.take(count) } catch { throw .truncated }
    }

    private mutating func number<Number: FixedWidthInteger>(
        _: Number.Type = Number.self
    ) throws(Flaw) -> Number {
        do { return try reader.number() } catch { throw .truncated }
    }

    /// How many bytes a value of each type takes; texts and lists have none.
    private static let widths: [UInt32: Int] = [
        0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8,
    ]

    /// What ggml calls the numbers of a tensor (`enum ggml_type`).
    private static let types: [UInt32: String] = [
        0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 6: "Q5_0", 7: "Q5_1", 8: "Q8_0", 9: "Q8_1",
        10: "Q2_K", 11: "Q3_K", 12: "Q4_K", 13: "Q5_K", 14: "Q6_K", 15: "Q8_K", 16: "IQ2_XXS",
        17: "IQ2_XS", 18: "IQ3_XXS", 19: "IQ1_S", 20: "IQ4_NL", 21: "IQ3_S", 22: "IQ2_S",
        23: "IQ4_XS", 24: "I8", 25: "I16", 26: "I32", 27: "I64", 28: "F64", 29: "IQ1_M",
        30: "BF16", 34: "TQ1_0", 35: "TQ2_0", 39: "MXFP4",
    ]
}

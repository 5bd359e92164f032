/// Takes JSON apart, byte by byte.
struct JSONReader {
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0
    private let deepest: Int

    /// It is not JSON, or more than is read here.
    struct Malformed: Error {}

    init(_ bytes: some Collection<UInt8>, deepest: Int) {
        self.bytes = Array(bytes)
        self.deepest = deepest
    }

    /// All of the text as one value.
    mutating func document() throws(Malformed) -> JSONValue {
        let value = try value()
        skipBlanks()
        guard position == bytes.count else { throw Malformed() }
        return value
    }

    private mutating func value() throws(Malformed) -> JSONValue {
        skipBlanks()
        switch peek {
        case UInt8(ascii: "{"): return try nested { reader throws(Malformed) in try reader.map() }
        case UInt8(ascii: "["): return try nested { reader throws(Malformed) in try reader.list() }
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func nested(
        _ read: (inout JSONReader) throws(Malformed) -> JSONValue
    ) throws(Malformed) -> JSONValue {
        guard depth < deepest else { throw Malformed() }
        depth += 1
        defer { depth -= 1 }
        position += 1
        return try read(&self)
    }

    private mutating func map() throws(Malformed) -> JSONValue {
        var map: [String: JSONValue] = [:]
        guard !skips(UInt8(ascii: "}")) else { return .map(map) }
        repeat {
            skipBlanks()
            let key = try string()
            guard skips(UInt8(ascii: ":")), map[key] == nil else { throw Malformed() }
            map[key] = try value()
        } while skips(UInt8(ascii: ","))
        guard skips(UInt8(ascii: "}")) else { throw Malformed() }
        return .map(map)
    }

    private mutating func list() throws(Malformed) -> JSONValue {
        var list: [JSONValue] = []
        guard !skips(UInt8(ascii: "]")) else { return .list(list) }
        repeat { list.append(try value()) } while skips(UInt8(ascii: ","))
        guard skips(UInt8(ascii: "]")) else { throw Malformed() }
        return .list(list)
    }

    private mutating func word(
        _ word: StaticString, _ value: JSONValue
    ) throws(Malformed) -> JSONValue {
        let letters = Array(word.description.utf8)
        guard bytes[position...].starts(with: letters) else { throw Malformed() }
        position += letters.count
        return value
    }
}

extension JSONReader {
    /// RFC 8259 §6: no plus, no zero before other digits, digits on both sides of a point.
    private mutating func number() throws(Malformed) -> String {
        let start = position
        take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        if take(UInt8(ascii: ".")) { try digits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { take(UInt8(ascii: "-")) }
            try digits()
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() throws(Malformed) {
        guard let first = peek, isDigit(first) else { throw Malformed() }
        while let byte = peek, isDigit(byte) { position += 1 }
    }

    /// RFC 8259 §7; what is not UTF-8 is no string.
    private mutating func string() throws(Malformed) -> String {
        guard take(UInt8(ascii: "\"")) else { throw Malformed() }
        var text: [UInt8] = []
        while !take(UInt8(ascii: "\"")) {
            guard let byte = peek, byte >= 0x20 else { throw Malformed() }
            position += 1
            if byte == UInt8(ascii: "\\") {
                text += try escaped()
            } else {
                text.append(byte)
            }
        }
        guard let string = String(validating: text, as: UTF8.self) else { throw Malformed() }
        return string
    }

    private mutating func escaped() throws(Malformed) -> [UInt8] {
        guard let letter = peek else { throw Malformed() }
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [letter]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0c]
        case UInt8(ascii: "n"): return [0x0a]
        case UInt8(ascii: "r"): return [0x0d]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(try scalar()).utf8)
        default: throw Malformed()
        }
    }

    /// What stands after `\u`: one UTF-16 unit, or two of them that belong together.
    private mutating func scalar() throws(Malformed) -> Unicode.Scalar {
        let unit = try hexUnit()
        guard (0xd800..<0xdc00).contains(unit) else {
            guard let scalar = Unicode.Scalar(unit) else { throw Malformed() }
            return scalar
        }
        guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw Malformed() }
        let second = try hexUnit()
        guard (0xdc00..<0xe000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (unit - 0xd800) << 10 + (second - 0xdc00))
        else { throw Malformed() }
        return scalar
    }

    private mutating func hexUnit() throws(Malformed) -> UInt32 {
        let digits = bytes[position...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw Malformed() }
        position += 4
        return unit
    }
}

extension JSONReader {
    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while let byte = peek, [0x20, 0x09, 0x0a, 0x0d].contains(byte) { position += 1 }
    }

    /// Goes past `byte`, if that is what comes next.
    @discardableResult
    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    /// Goes past blanks and `byte`, if that is what comes next.
    private mutating func skips(_ byte: UInt8) -> Bool {
        skipBlanks()
        return take(byte)
    }
}

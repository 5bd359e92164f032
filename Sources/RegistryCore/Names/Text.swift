/// Fills `bytes` from exactly `2 × count` lower-case hex digits; false, and `bytes` half-filled,
/// for anything else.
func decodeHex(_ text: some StringProtocol, into bytes: inout SIMD32<UInt8>, count: Int = 32)
    -> Bool
{
    let digits = text.utf8
    guard digits.count == 2 * count else { return false }
    var high: UInt8?
    var index = 0
    for digit in digits {
        let value: UInt8
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
        default: return false
        }
        if let upper = high {
            bytes[index] = upper << 4 | value
            index += 1
            high = nil
        } else {
            high = value
        }
    }
    return true
}

/// Lower-case hex, two digits a byte.
package func encodeHex(_ bytes: some Collection<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
}

/// Reads one string and turns it into a value, or reports that it is none, as `rule` says: "no day:
/// write 2026-12-20".
func decodeText<Value>(
    from decoder: any Decoder, rule: String, _ parse: (String) -> Value?
) throws -> Value {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = parse(text) else {
        throw DecodingError.dataCorruptedError(
            in: container, debugDescription: "'\(text.printable)' is \(rule)")
    }
    return value
}

/// Writes a value as the one string it parses from.
func encodeText(_ text: String, to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
}

/// Whether Windows takes a file of that name for a device, whatever extension it has: no clone
/// there could hold it (https://learn.microsoft.com/windows/win32/fileio/naming-a-file).
func isWindowsDevice(_ name: some StringProtocol) -> Bool {
    let stem = name.lowercased().prefix { $0 != "." && $0 != ":" }
    if ["con", "prn", "aux", "nul", "conin$", "conout$"].contains(stem) { return true }
    return stem.utf8.count == 4 && ["com", "lpt"].contains(stem.prefix(3))
        && stem.utf8.last.map(isDigit) == true
}

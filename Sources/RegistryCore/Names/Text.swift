/// The bytes that exactly `2 × count` lower-case hex digits say, at most 32; `nil` for anything
/// else.
func decodeHex(_ digits: ArraySlice<UInt8>, count: Int) -> SIMD32<UInt8>? {
    guard digits.count == 2 * count else { return nil }
    let start = digits.startIndex
    var bytes = SIMD32<UInt8>()
    for index in 0..<count {
        guard let high = hexValue(digits[start + 2 * index]),
            let low = hexValue(digits[start + 2 * index + 1])
        else { return nil }
        bytes[index] = high << 4 | low
    }
    return bytes
}

private func hexValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
}

/// Lower-case hex, two digits a byte.
package func encodeHex(_ bytes: some Collection<UInt8>) -> String {
    var digits: [UInt8] = []
    digits.reserveCapacity(2 * bytes.count)
    for byte in bytes {
        digits.append(hexDigit(byte >> 4))
        digits.append(hexDigit(byte & 15))
    }
    return String(decoding: digits, as: UTF8.self)
}

private func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
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
    let stem = name.utf8.prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: ":") }
    // To fold a name costs more than all else that is asked of it, and most are longer.
    guard (3...7).contains(stem.count) else { return false }
    let word = String(decoding: stem, as: UTF8.self).lowercased()
    if ["con", "prn", "aux", "nul", "conin$", "conout$"].contains(word) { return true }
    return word.utf8.count == 4 && ["com", "lpt"].contains(word.prefix(3))
        && word.utf8.last.map(isDigit) == true
}

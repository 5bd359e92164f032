extension StringProtocol {
    /// The text as part of an address (RFC 3986 §2.3): all but letters, digits and `-._~` encoded,
    /// in upper case, and a space as `%20`.
    package var percentEncoded: String { percentEncoded(keeping: "") }

    /// - Parameter kept: Further ASCII characters that stay as they are.
    package func percentEncoded(keeping kept: String) -> String {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(utf8.count)
        for byte in utf8 {
            if isUnreserved(byte) || kept.utf8.contains(byte) {
                encoded.append(byte)
            } else {
                encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    /// The text without its percent encoding (RFC 3986 §2.1); `nil` for one that is broken, or
    /// not UTF-8.
    package var percentDecoded: String? {
        var bytes: [UInt8] = []
        var rest = utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2,
                digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

private let digits = Array("0123456789ABCDEF".utf8)

/// Whether a byte needs no encoding anywhere in an address (RFC 3986 §2.3).
private func isUnreserved(_ byte: UInt8) -> Bool {
    isAddressByte(byte) || byte == UInt8(ascii: "~")
}

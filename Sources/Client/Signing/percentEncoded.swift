/// Text as AWS wants it in addresses (RFC 3986 §2.3): all but letters, digits and `-._~` encoded,
/// in upper case, and a space as `%20`.
///
/// - Parameter kept: Further ASCII characters that stay as they are.
func percentEncoded(_ text: String, keeping kept: String = "") -> String {
    let plain = Set(unreserved.utf8).union(kept.utf8)
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
        if plain.contains(byte) {
            encoded.append(byte)
        } else {
            encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
    return String(decoding: encoded, as: UTF8.self)
}

private let unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
private let digits = Array("0123456789ABCDEF".utf8)

import Mustache

/// How templates escape what they show.
///
/// Mustache's own way goes from character to character, and so leaves alone a quotation mark with
/// an accent upon it, which ends an attribute all the same: this one goes from byte to byte.
struct HTMLText: MustacheContentType {
    /// What templates call it.
    static let name = "PAGE"

    func escapeText(_ text: String) -> String { text.htmlEscaped }
}

extension StringProtocol {
    /// The text as HTML shows it, in elements and in attributes alike.
    var htmlEscaped: String {
        guard utf8.contains(where: { escapes[$0] != nil }) else { return String(self) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count + 64)
        for byte in utf8 {
            if let escape = escapes[byte] {
                bytes += escape.utf8
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

private let escapes: [UInt8: String] = [
    UInt8(ascii: "&"): "&amp;", UInt8(ascii: "<"): "&lt;", UInt8(ascii: ">"): "&gt;",
    UInt8(ascii: "\""): "&quot;", UInt8(ascii: "'"): "&#39;",
]

import FoundationEssentials

/// Bytes as base64 for addresses, without padding (RFC 4648 §5, RFC 7515 §2).
package func encodeBase64URL(_ bytes: some Sequence<UInt8>) -> String {
    Data(bytes).base64EncodedString().filter { $0 != "=" }
        .replacing("+", with: "-").replacing("/", with: "_")
}

/// The bytes of such text; `nil` for anything else, and for a second spelling of the same bytes,
/// which stray bits at the end would be.
package func decodeBase64URL(_ text: some Collection<UInt8>) -> [UInt8]? {
    let said = String(decoding: text, as: UTF8.self)
    let padding = String(repeating: "=", count: (4 - text.count % 4) % 4)
    let plain = said.replacing("-", with: "+").replacing("_", with: "/") + padding
    guard let data = Data(base64Encoded: plain), encodeBase64URL(data) == said else { return nil }
    return Array(data)
}

import FoundationEssentials

/// Decodes base64 (RFC 4648 §4) with its padding and without a line end; `nil` for anything else.
///
/// Encoding again and comparing leaves one text for the same bytes: stray bits before the padding
/// would otherwise be a second one, which OpenSSH refuses too.
func decodeBase64(_ text: some Collection<UInt8>) -> [UInt8]? {
    guard let data = Data(base64Encoded: Data(text)) else { return nil }
    guard data.base64EncodedData().elementsEqual(text) else { return nil }
    return Array(data)
}

/// Base64 (RFC 4648 §4), padded, in one line.
func encodeBase64(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString()
}

/// Decodes base64 for addresses, without padding (RFC 4648 §5, RFC 7515 §2); `nil` for anything
/// else, and for a second spelling of the same bytes.
func decodeBase64URL(_ text: some Collection<UInt8>) -> [UInt8]? {
    let plain = text.map { byte in
        switch byte {
        case UInt8(ascii: "-"): UInt8(ascii: "+")
        case UInt8(ascii: "_"): UInt8(ascii: "/")
        // Of the other alphabet, or padding: neither is for here.
        case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): UInt8(ascii: "!")
        default: byte
        }
    }
    let padding = [UInt8](repeating: UInt8(ascii: "="), count: (4 - plain.count % 4) % 4)
    return decodeBase64(plain + padding)
}

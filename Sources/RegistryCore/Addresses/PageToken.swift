/// Where a list goes on, as text for a link or a command line: base64url of `1 <list> <key>`.
///
/// It holds no secret and proves nothing: whoever makes one up begins somewhere else in a list that
/// they may read anyway.
package struct PageToken: Sendable {
    package let text: String

    /// The token for what comes after `key` in the list of these words.
    package init(after key: String, in list: String) {
        text = encodeBase64URL("1 \(fingerprint(list)) \(key)".utf8)
    }

    /// The key in a token; `nil` for the token of another list, and for what is none.
    package static func key(in text: String, of list: String) -> String? {
        guard let bytes = decodeBase64URL(text.utf8),
            let said = String(validating: bytes, as: UTF8.self)
        else { return nil }
        let parts = said.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "1", parts[1] == fingerprint(list) else { return nil }
        return String(parts[2])
    }
}

/// A short number for a list (FNV-1a, 64 bits): that tokens of two are told apart is a convenience,
/// and no guard against anybody.
private func fingerprint(_ list: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in list.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return String(hash, radix: 16)
}

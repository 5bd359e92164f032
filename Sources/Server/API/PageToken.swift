import Cryptography
import FoundationEssentials
import Registry
import RegistryCore

/// Where a list goes on: base64url (RFC 4648 §5) of `1 <list> <key>`.
///
/// It holds no secret and proves nothing: whoever makes one up begins somewhere else in a list that
/// they may read anyway.
struct PageToken {
    let text: String

    /// The token for what comes after `key` in the list of these words.
    init(after key: String, in list: String) {
        let bytes = Data("1 \(fingerprint(list)) \(key)".utf8)
        text = bytes.base64EncodedString().filter { $0 != "=" }
            .replacing("+", with: "-").replacing("/", with: "_")
    }

    /// The key in a token.
    ///
    /// - Throws: `request-invalid` for one of another list.
    static func key(in text: String, of list: String) throws -> String {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        let base64 = text.replacing("-", with: "+").replacing("_", with: "/") + padding
        guard let data = Data(base64Encoded: base64),
            let said = String(validating: data, as: UTF8.self)
        else { throw RegistryError.pageInvalid }
        let parts = said.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "1", parts[1] == fingerprint(list) else {
            throw RegistryError.pageInvalid
        }
        return String(parts[2])
    }
}

/// A short number for a list: that tokens of two are told apart is a convenience, and no guard.
private func fingerprint(_ list: String) -> String {
    String(Digest(hashing: Array(list.utf8)).description.prefix(12))
}

/// The fingerprint of a version 4 OpenPGP key (RFC 9580 §5.5.4.2): 40 hex digits, in upper case as
/// `gpg` prints them, and in no other spelling.
package struct OpenPGPFingerprint: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// `nil` for anything else.
    package init?(parsing text: some StringProtocol) {
        let isDigit = { (byte: UInt8) in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte)
        }
        guard text.utf8.count == 40, text.utf8.allSatisfy(isDigit) else { return nil }
        description = String(text)
    }
}

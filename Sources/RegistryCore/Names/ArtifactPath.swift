@_spi(_Unicode) import Swift

/// Where an artifact lies below `artifacts/`: relative, UTF-8 in NFC, `/`-separated.
package struct ArtifactPath: TextualName {
    private let text: String

    package static let noun = "an artifact"
    package static let grammar =
        "a relative path of at most 16 parts, each 1 to 255 bytes of UTF-8 in NFC, none '.', '..' "
        + "or '.git', none beginning with '-', and no control characters or backslashes"

    package init?(parsing text: some StringProtocol) {
        let text = String(text)
        // By scalars, as Git reads bytes: a combining mark after "/" would make one character of
        // both, and hide the separator.
        let parts = text.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...16).contains(parts.count), parts.allSatisfy({ Self.isSegment(String($0)) }),
            Self.isComposed(text)
        else { return nil }
        self.text = text
    }

    package var description: String { text }

    /// What two paths must not share, or they would be one file on macOS and Windows.
    ///
    /// Upper-casing first makes `ß` meet `ss` and `ſ` meet `s`, as full case folding does.
    package var folded: String { text.uppercased().lowercased() }

    private static func isSegment(_ segment: String) -> Bool {
        (1...255).contains(segment.utf8.count) && segment.utf8.first != UInt8(ascii: "-")
            && ![".", "..", ".git"].contains(segment.lowercased())
            && segment.unicodeScalars.allSatisfy {
                $0.properties.generalCategory != .control && $0 != "\\"
            }
    }

    private static func isComposed(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 < 0x80 } || text._nfc.elementsEqual(text.unicodeScalars)
    }
}

@_spi(_Unicode) import Swift

/// Where an artifact lies below `artifacts/`: relative, UTF-8 in NFC, `/`-separated.
package struct ArtifactPath: TextualName {
    private let text: String

    package static let noun = "an artifact"
    package static let grammar =
        "a relative path of at most 16 parts, each 1 to 255 bytes of UTF-8 in NFC, none beginning "
        + "with '-' or ending with '.' or a space, none that a file system takes for '.git', "
        + "'.gitattributes', '.gitmodules', '.lfsconfig' or a device of Windows, and no control or "
        + "invisible characters and backslashes"

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
            && !segment.hasSuffix(".") && !segment.hasSuffix(" ")
            && !isWindowsDevice(segment) && !isGitsOwn(segment)
            && segment.unicodeScalars.allSatisfy { isVisible($0) && $0 != "\\" }
    }

    /// Whether a name can be told from another by looking; HFS+ drops what is invisible, so that
    /// `.g\u{200c}it` is `.git` there.
    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        ![.control, .format, .lineSeparator, .paragraphSeparator]
            .contains(scalar.properties.generalCategory)
    }

    /// Whether some file system takes the segment for a file that rules Git or Git LFS.
    ///
    /// In any case, as a stream of NTFS (`.git::$INDEX_ALLOCATION`), or as its short name
    /// (`GIT~1`; `is_ntfs_dot_generic` of git's `path.c`).
    private static func isGitsOwn(_ segment: String) -> Bool {
        let name = segment.lowercased().prefix { $0 != ":" }
        if [".git", ".gitattributes", ".gitmodules", ".lfsconfig"].contains(name) { return true }
        let short = name.split(separator: "~", omittingEmptySubsequences: false)
        return short.count == 2 && short[1].utf8.count == 1 && short[1].utf8.allSatisfy(isDigit)
            && ["git", "gitatt", "gitmod", "lfscon", "gi7eba", "gi7d29"].contains(short[0])
    }

    private static func isComposed(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 < 0x80 } || text._nfc.elementsEqual(text.unicodeScalars)
    }
}

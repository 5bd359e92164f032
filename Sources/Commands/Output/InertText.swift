extension StringProtocol {
    /// The text with whatever would act on a terminal made visible, so that a name or description
    /// from a catalog can neither move the cursor nor fake another line.
    package var inert: String {
        guard !isPlain else { return String(self) }
        var shown = ""
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse:
                shown += "\\u{\(String(scalar.value, radix: 16))}"
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }

    /// How many columns the text takes on a terminal: two for East Asian wide characters and emoji,
    /// as in Unicode Standard Annex 11.
    package var columns: Int {
        isPlain ? utf8.count : reduce(0) { $0 + $1.columns }
    }

    /// Whether it is all visible ASCII and blanks, as nearly everything is.
    private var isPlain: Bool { utf8.allSatisfy { (0x20..<0x7f).contains($0) } }

    /// The text up to its last character that fits in so many columns.
    package func clipped(to limit: Int) -> String {
        var room = limit
        return String(
            prefix { character in
                room -= character.columns
                return room >= 0
            })
    }
}

extension String {
    /// The text without spaces and line ends after its last word.
    var trimmingEnd: String {
        var text = self
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}

extension Character {
    fileprivate var columns: Int {
        guard let scalar = unicodeScalars.first else { return 0 }
        let isWide =
            scalar.properties.isEmojiPresentation
            || wideScalars.contains { $0.contains(scalar.value) }
        return isWide ? 2 : 1
    }
}

/// Hangul Jamo, CJK with kana and ideographs, Hangul syllables, compatibility and full-width forms,
/// and the supplementary ideographic planes.
private let wideScalars: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD,
]

/// The lines of a text, each made harmless; the ends of lines are the writer's own.
func lines(of text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(\.inert)
}

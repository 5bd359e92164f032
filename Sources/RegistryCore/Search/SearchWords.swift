@_spi(_Unicode) import Swift

/// Text whose words must stand one after another in what a version says of itself.
package struct SearchWords: Hashable, Sendable {
    /// As the query has it, with at least one letter or digit.
    package let text: String
    /// Whether its last word may go on.
    package let isPrefix: Bool

    /// `nil` for a text without a word.
    init?(of text: String, isPrefix: Bool) {
        self.text = text
        self.isPrefix = isPrefix
        guard !Self.words(of: text).isEmpty else { return nil }
    }

    /// The words of a text: runs of letters and digits, in lower case and without accents.
    ///
    /// As SQLite's tokenizer `unicode61 remove_diacritics 2` has them, but for letters of which one
    /// may doubt whether a mark is an accent, such as the Cyrillic `й`.
    package static func words(of text: String) -> [String] {
        let folded = text.lowercased()._nfd.filter { !isAccent($0) }
        return folded.split { !isOfWord($0) }.map { String(String.UnicodeScalarView($0)) }
    }

    /// Whether it is one of the combining diacritical marks.
    private static func isAccent(_ scalar: Unicode.Scalar) -> Bool {
        (0x300...0x36F).contains(scalar.value)
    }

    private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber:
            true
        default: false
        }
    }

    /// Whether the words stand somewhere in `text`.
    package func stand(in text: String) -> Bool {
        let wanted = Self.words(of: self.text)
        let there = Self.words(of: text)
        return there.indices.contains { begins(there[$0...], with: wanted) }
    }

    private func begins(_ there: ArraySlice<String>, with wanted: [String]) -> Bool {
        guard there.count >= wanted.count, let last = wanted.last else { return false }
        let found = there.prefix(wanted.count)
        guard found.dropLast().elementsEqual(wanted.dropLast()) else { return false }
        return found.last.map {
            isPrefix ? $0.unicodeScalars.starts(with: last.unicodeScalars) : $0 == last
        } ?? false
    }
}

extension SearchWords: CustomStringConvertible {
    package var description: String {
        (QuerySyntax.isPlainWord(text) ? text : QuerySyntax.quoted(text)) + (isPrefix ? "*" : "")
    }
}

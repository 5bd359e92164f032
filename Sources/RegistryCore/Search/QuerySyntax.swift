/// Which characters of a query mean something by themselves, and how text is written so that they
/// don't.
enum QuerySyntax {
    /// Whether it sets words apart.
    static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

    /// Whether a word, outside of quotes, ends before it.
    static func endsWord(_ scalar: Unicode.Scalar) -> Bool {
        isBlank(scalar) || scalar == "(" || scalar == ")" || scalar == "\""
    }

    /// Whether the name of a field ends before it.
    static func isOperator(_ scalar: Unicode.Scalar) -> Bool {
        scalar == ":" || scalar == "=" || scalar == "<" || scalar == ">"
    }

    /// Whether it has no place in a query: SQLite, for one, takes NUL for the end of a text.
    static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control && !isBlank(scalar)
    }

    /// What joins and negates conditions where it stands alone.
    static let keywords = ["AND", "OR", "NOT"]

    /// Whether the text reads as a value where it stands without quotes.
    static func isPlainValue(_ text: String) -> Bool {
        !text.isEmpty && text.unicodeScalars.allSatisfy { !endsWord($0) && $0 != "*" }
    }

    /// Whether the text reads as a key where it stands without quotes.
    static func isPlainKey(_ text: String) -> Bool {
        isPlainValue(text) && !text.unicodeScalars.contains(where: isOperator)
    }

    /// Whether the text reads as a word to look for where it stands without quotes.
    static func isPlainWord(_ text: String) -> Bool {
        isPlainKey(text) && text.unicodeScalars.first != "-" && !keywords.contains(text)
    }

    /// The text between quotation marks, with a backslash before what would end it or escape.
    static func quoted(_ text: String) -> String {
        var quoted = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted.append("\\") }
            quoted.append(scalar)
        }
        quoted.append("\"")
        return String(quoted)
    }
}

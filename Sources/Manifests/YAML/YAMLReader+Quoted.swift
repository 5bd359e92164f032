/// Text in quotes.
extension YAMLReader {
    /// Reads the quoted text at the cursor, over one or more lines.
    mutating func quoted() throws(ManifestError) -> String {
        let (quote, start) = (here, origin)
        var content = String.UnicodeScalarView()
        advance()
        while here != quote || isDoubledQuote(quote) {
            if isAtEnd { throw fault(.unclosedQuote, at: start) }
            if here.isBlank || here == "\n" {
                content.append(contentsOf: foldBlanks())
            } else if quote == "\"", here == "\\" {
                try escape(into: &content)
            } else {
                content.append(here)
                skip(isDoubledQuote(quote) ? 2 : 1)
            }
        }
        advance()
        return String(content)
    }

    private func isDoubledQuote(_ quote: Unicode.Scalar) -> Bool {
        quote == "'" && here == "'" && next == "'"
    }

    /// Moves past blanks and line ends and returns what they stand for.
    private mutating func foldBlanks() -> [Unicode.Scalar] {
        var blanks: [Unicode.Scalar] = []
        var lineEnds = 0
        while here.isBlank || here == "\n" {
            if here == "\n" {
                lineEnds += 1
            } else {
                blanks.append(here)
            }
            advance()
        }
        if lineEnds == 0 { return blanks }
        return lineEnds == 1 ? [" "] : Array(repeating: "\n", count: lineEnds - 1)
    }

    private mutating func escape(into content: inout String.UnicodeScalarView) throws(ManifestError)
    {
        switch next {
        case "\n": joinLines(into: &content)
        case "x": content.append(try codePoint(digits: 2))
        case "u": content.append(try codePoint(digits: 4))
        case "U": content.append(try codePoint(digits: 8))
        default:
            guard let scalar = Self.escapes[next] else { throw fault(.unknownEscape) }
            content.append(scalar)
            skip(2)
        }
    }

    /// Moves past an escaped line end; only blank lines after it count.
    private mutating func joinLines(into content: inout String.UnicodeScalarView) {
        skip(2)
        while here.isBlank || here == "\n" {
            if here == "\n" { content.append("\n") }
            advance()
        }
    }

    /// Reads `\x…`, `\u…` or `\U…`; two halves of a surrogate pair, as JSON has them, are one.
    private mutating func codePoint(digits: Int) throws(ManifestError) -> Unicode.Scalar {
        let start = origin
        var code = try hexadecimal(digits)
        if (0xD800..<0xDC00).contains(code), here == "\\", next == "u" {
            let low = try hexadecimal(4)
            guard (0xDC00..<0xE000).contains(low) else { throw fault(.unknownEscape, at: start) }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw fault(.unknownEscape, at: start) }
        return scalar
    }

    /// Moves past a backslash, a letter and `count` hexadecimal digits.
    private mutating func hexadecimal(_ count: Int) throws(ManifestError) -> UInt32 {
        let start = origin
        var value: UInt32 = 0
        skip(2)
        for _ in 0..<count {
            guard here.isASCII, let digit = Character(here).hexDigitValue else {
                throw fault(.unknownEscape, at: start)
            }
            value = value << 4 | UInt32(digit)
            advance()
        }
        return value
    }

    /// What one letter after a backslash stands for (YAML 1.2 §5.7).
    private static let escapes: [Unicode.Scalar: Unicode.Scalar] = [
        "0": "\0", "a": "\u{7}", "b": "\u{8}", "t": "\t", "\t": "\t", "n": "\n", "v": "\u{B}",
        "f": "\u{C}", "r": "\r", "e": "\u{1B}", " ": " ", "\"": "\"", "/": "/", "\\": "\\",
        "N": "\u{85}", "_": "\u{A0}", "L": "\u{2028}", "P": "\u{2029}",
    ]
}

extension Unicode.Scalar {
    var isQuote: Bool { self == "\"" || self == "'" }
}

/// Takes Swift source apart into what the compiler reads and what only people read.
///
/// Both results keep every line end, so a line has the same number in all three texts. What is in
/// neither (the contents of string literals and of names in backticks) is blank in both, so that a
/// rule about code can be quoted in a test without breaking itself.
struct Lexer {
    private(set) var code: [UInt8]
    private(set) var comments: [UInt8]
    private let source: [UInt8]
    private var index = 0

    init(_ text: String) {
        source = Array(text.utf8)
        code = source.map { $0 == newline ? newline : space }
        comments = code
        scanCode()
    }

    /// Copies code up to the end, or within an interpolation up to the parenthesis that closes it.
    private mutating func scanCode(inParentheses: Bool = false) {
        var depth = 0
        while index < source.count {
            switch source[index] {
            case UInt8(ascii: "/") where follows("//"): scanLineComment()
            case UInt8(ascii: "/") where follows("/*"): scanBlockComment()
            case UInt8(ascii: "\""),
                UInt8(ascii: "#") where opensString:
                scanString()
            case UInt8(ascii: "`"): scanName()
            case UInt8(ascii: "("):
                depth += 1
                keep()
            case UInt8(ascii: ")"):
                guard !inParentheses || depth > 0 else { return }
                depth -= 1
                keep()
            default: keep()
            }
        }
    }

    private mutating func scanLineComment() {
        while index < source.count, source[index] != newline {
            keepComment()
        }
    }

    /// Swift's block comments nest.
    private mutating func scanBlockComment() {
        var depth = 0
        while index < source.count {
            if follows("/*") { depth += 1 }
            if follows("*/") { depth -= 1 }
            keepComment()
            guard depth > 0 else { break }
        }
        if index < source.count { keepComment() }
    }

    /// Skips a literal of any kind: `"…"`, `"""…"""`, and either with number signs around it.
    private mutating func scanString() {
        var pounds = ""
        while follows("#") {
            pounds += "#"
            index += 1
        }
        let quote = follows("\"\"\"") ? "\"\"\"" : "\""
        let end = quote + pounds
        let interpolation = "\\\(pounds)("
        index += quote.utf8.count
        while index < source.count, !follows(end) {
            if follows(interpolation) {
                index += interpolation.utf8.count
                scanCode(inParentheses: true)
            } else if follows("\\"), pounds.isEmpty {
                index += 1
            } else if source[index] == newline, quote.utf8.count == 1 {
                return
            }
            index += 1
        }
        index += end.utf8.count
    }

    /// Skips a name in backticks, which for a test is a sentence.
    private mutating func scanName() {
        repeat {
            index += 1
        } while index < source.count && source[index] != UInt8(ascii: "`")
        index += 1
    }

    /// Whether the number signs here belong to a string, not to `#expect` or `#if`.
    private var opensString: Bool {
        source[index...].first { $0 != UInt8(ascii: "#") } == UInt8(ascii: "\"")
    }

    private func follows(_ text: String) -> Bool {
        source[index...].starts(with: text.utf8)
    }

    private mutating func keep() {
        code[index] = source[index]
        index += 1
    }

    private mutating func keepComment() {
        comments[index] = source[index]
        index += 1
    }
}

private let newline = UInt8(ascii: "\n")
private let space = UInt8(ascii: " ")

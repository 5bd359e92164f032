/// Whether a text can be taken apart in little time and memory.
///
/// cmark-gfm 0.29.0.gfm.6 copies a link's address to each place that refers to it, fills each row
/// of a table up to its columns, and looks at each line's indentation once a level: 128 KiB grew
/// to 700 MB, to 3 GB, and took half a second. So whatever could is counted first.
struct MarkdownLimits {
    /// The most bytes of a text.
    static let bytes = 128 << 10
    /// The most cells of all tables together, were every line a row of the widest.
    private static let cells = 20_000
    /// The most columns of a table.
    private static let columns = 100
    /// The most bytes of addresses and titles, were every bracket to refer to the longest.
    private static let references = 8 << 20
    /// The most columns that a line begins after.
    private static let indentation = 100

    private var lines = 0
    private var widest = 1
    private var brackets = 0
    private var longestDefinition = 0
    private var paragraph = (bytes: 0, defines: false)
    private var deepest = 0

    /// Whether `text` keeps within them.
    static func allow(_ text: String) -> Bool {
        guard text.utf8.count <= bytes else { return false }
        var found = MarkdownLimits()
        for line in text.utf8.split(
            omittingEmptySubsequences: false, whereSeparator: { $0 == 10 || $0 == 13 })
        {
            found.count(line)
        }
        found.endParagraph()
        return found.areKept
    }

    private var areKept: Bool {
        widest <= Self.columns && widest * lines <= Self.cells
            && brackets * longestDefinition <= Self.references && deepest <= Self.indentation
    }

    private mutating func count(_ line: Substring.UTF8View) {
        lines += 1
        deepest = max(deepest, indentation(of: line))
        brackets += line.count { $0 == UInt8(ascii: "[") }
        if isDelimiterRow(line) { widest = max(widest, 1 + line.count { $0 == UInt8(ascii: "|") }) }
        guard line.contains(where: { $0 != 32 && $0 != 9 }) else { return endParagraph() }
        paragraph.bytes += line.count
        paragraph.defines =
            paragraph.defines || zip(line, line.dropFirst()).contains { $0 == (93, 58) }
    }

    /// A definition may go on over several lines, but over no blank one.
    private mutating func endParagraph() {
        if paragraph.defines { longestDefinition = max(longestDefinition, paragraph.bytes) }
        paragraph = (0, false)
    }

    private func indentation(of line: Substring.UTF8View) -> Int {
        line.prefix { $0 == 32 || $0 == 9 }.reduce(0) { $0 + ($1 == 9 ? 4 : 1) }
    }

    /// Whether it could be the line below a table's head, also of one in a list or a quotation.
    private func isDelimiterRow(_ line: Substring.UTF8View) -> Bool {
        line.contains(UInt8(ascii: "-")) && line.allSatisfy(delimiterBytes.contains)
    }
}

private let delimiterBytes = Set(" \t\u{0B}\u{0C}|:->*+.)0123456789".utf8)

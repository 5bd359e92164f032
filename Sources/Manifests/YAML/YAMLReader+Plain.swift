/// Plain text: without quotes, over one or more lines.
extension YAMLReader {
    /// Reads plain text and folds its lines; `parent` is `nil` inside brackets.
    ///
    /// In block style the text goes on in every line that is indented deeper than `parent`.
    mutating func plain(parent: Int?) throws(ManifestError) -> String {
        try checkPlainBegins()
        var folded = try plainLine(inFlow: parent == nil)
        while let lineEnds = try lineEndsBeforeMore(parent: parent) {
            let line = try plainLine(inFlow: parent == nil)
            if line.isEmpty { break }
            folded += lineEnds == 1 ? " " : String(repeating: "\n", count: lineEnds - 1)
            folded += line
        }
        return folded
    }

    /// Reads the plain text of one line, without the blanks after it.
    mutating func plainLine(inFlow: Bool) throws(ManifestError) -> String {
        let start = index
        var end = index
        while here != "\n", here != "\0", !isAtComment, !(here == ":" && next.endsWord) {
            if inFlow {
                if here.isFlowIndicator { break }
                if here == ":", next.isFlowIndicator || next == "?" { throw fault(.expectedColon) }
            }
            advance()
            if !text[index - 1].isBlank { end = index }
        }
        return string(start..<end)
    }

    /// Moves to the next line of the same text; `nil`, and nowhere, if there is none.
    private mutating func lineEndsBeforeMore(parent: Int?) throws(ManifestError) -> Int? {
        guard here == "\n" else { return nil }
        let end = self
        var lineEnds = 0
        while here == "\n" || here.isBlank {
            // Inside brackets libyaml takes a tab at some columns; which ones is nobody's guess.
            if here == "\t", column <= parent ?? .max { throw fault(.tab) }
            if here == "\n" { lineEnds += 1 }
            advance()
        }
        if isAtEnd || here == "#" || column <= parent ?? -1 {
            self = end
            return nil
        }
        return lineEnds
    }

    /// Whether plain text may begin with what stands here.
    var beginsPlain: Bool {
        if here == "-" { return !next.endsWord }
        return !here.endsWord && !"?:,[]{}#&*!|>'\"%@`".unicodeScalars.contains(here)
    }

    /// Says what the cursor stands on instead of plain text.
    func checkPlainBegins() throws(ManifestError) {
        guard !beginsPlain else { return }
        switch here {
        case "&", "*": throw error(.anchor)
        case "!": throw error(.tag)
        case "?" where next.endsWord: throw fault(.explicitKey)
        case "\0": throw fault(.unclosedFlow)
        default: throw fault(.reserved)
        }
    }
}

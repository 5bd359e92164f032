/// Text over many lines after `|`, kept as it is, or after `>`, folded.
extension YAMLReader {
    /// What becomes of the line ends after the last line.
    private enum Chomping {
        case clip, strip, keep
    }

    /// Reads the text below the indicator at the cursor, and stops in the first line that is none
    /// of it.
    mutating func blockText(parent: Int) throws(ManifestError) -> String {
        let isFolded = here == ">"
        advance()
        let (chomping, indentation) = try blockHeader()
        var indent = indentation.map { max(parent, 0) + $0 }
        var (content, lineEnd, wasBlank) = (String.UnicodeScalarView(), "", false)
        var emptyLines = try skipIndentation(&indent, parent: parent)
        while column == indent, here != "\0" {
            let isFold = isFolded && lineEnd == "\n" && !wasBlank && !here.isBlank
            let lineEnds = isFold ? (emptyLines.isEmpty ? " " : "") : lineEnd
            content.append(contentsOf: (lineEnds + emptyLines).unicodeScalars)
            wasBlank = here.isBlank
            lineEnd = copyLine(into: &content)
            emptyLines = try skipIndentation(&indent, parent: parent)
        }
        let tail = chomping == .strip ? "" : chomping == .clip ? lineEnd : lineEnd + emptyLines
        return String(content) + tail
    }

    /// Reads the indicators of chomping and indentation, in either order.
    private mutating func blockHeader() throws(ManifestError) -> (Chomping, Int?) {
        var (chomping, indentation): (Chomping?, Int?)
        while here != "\n", here != "\0", !here.isBlank {
            if here == "+" || here == "-", chomping == nil {
                chomping = here == "+" ? .keep : .strip
            } else if ("1"..."9").contains(here), indentation == nil {
                indentation = Int(here.value - 0x30)
            } else {
                throw fault(.blockHeader)
            }
            advance()
        }
        try endLine()
        if here == "\n" { advance() }
        return (chomping ?? .clip, indentation)
    }

    /// Moves past indentation and the line ends of empty lines, and returns those; the first line
    /// that isn't empty decides the indentation if nothing has yet.
    private mutating func skipIndentation(
        _ indent: inout Int?, parent: Int
    ) throws(ManifestError) -> String {
        var (widest, lineEnds) = (0, "")
        while true {
            while here == " ", indent.map({ column < $0 }) ?? true { advance() }
            widest = max(widest, column)
            if here == "\t", indent.map({ column < $0 }) ?? true { throw fault(.tab) }
            guard here == "\n" else { break }
            lineEnds += "\n"
            advance()
        }
        indent = indent ?? max(widest, parent + 1, 1)
        return lineEnds
    }

    /// Copies the rest of the line, moves past its end, and returns that.
    private mutating func copyLine(into content: inout String.UnicodeScalarView) -> String {
        let start = index
        while here != "\n", here != "\0" { advance() }
        content.append(contentsOf: text[start..<index])
        guard here == "\n" else { return "" }
        advance()
        return "\n"
    }
}

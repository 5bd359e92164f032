/// The cursor, and the errors that name its place.
extension YAMLReader {
    /// The scalar under the cursor; U+0000 at the end.
    var here: Unicode.Scalar { text[index] }

    /// The scalar after the cursor; U+0000 from the end on.
    var next: Unicode.Scalar { index + 1 < text.count ? text[index + 1] : "\0" }

    /// How many scalars stand before the cursor in its line.
    var column: Int { index - lineStart }

    var origin: Origin {
        Origin(path: path, place: .init(line: line, column: column + 1))
    }

    /// Whether the document ends here.
    var isAtEnd: Bool { here == "\0" || isAtMarker("-") || isAtMarker(".") }

    /// Whether the cursor stands on `---` or `...` at the start of a line.
    func isAtMarker(_ mark: Unicode.Scalar) -> Bool {
        column == 0 && here == mark && text[index...].prefix(3).allSatisfy { $0 == mark }
            && text.count > index + 3 && text[index + 3].endsWord
    }

    /// Whether the cursor stands on `mark` as a word of its own, as list entries have it.
    func isAtIndicator(_ mark: Unicode.Scalar) -> Bool { here == mark && next.endsWord }

    /// Whether a comment begins here: `#` after a blank, or first in its line.
    var isAtComment: Bool { here == "#" && (column == 0 || text[index - 1].isBlank) }

    mutating func advance() {
        index += 1
        guard text[index - 1] == "\n" else { return }
        line += 1
        lineStart = index
    }

    mutating func skip(_ count: Int) {
        for _ in 0..<count { advance() }
    }

    /// The text between two places.
    func string(_ range: Range<Int>) -> String {
        let scalars = text[range]
        // Most text is ASCII, whose bytes need no encoding one by one.
        if scalars.allSatisfy(\.isASCII) {
            let bytes = scalars.map { UInt8(truncatingIfNeeded: $0.value) }
            return String(decoding: bytes, as: UTF8.self)
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// Moves past spaces and tabs.
    mutating func skipBlanks() {
        while here.isBlank { advance() }
    }

    /// Moves past blanks, comments and line ends to what comes next; in flow style tabs are blanks.
    mutating func skipToContent(inFlow: Bool = false) throws(ManifestError) {
        while true {
            if here == " " || here == "\n" || (inFlow && here == "\t") {
                advance()
            } else if isAtComment {
                skipComment()
            } else if here == "\t" {
                throw fault(.tab)
            } else {
                return
            }
        }
    }

    /// Moves to the end of a line that says nothing more, or says that it does.
    mutating func endLine() throws(ManifestError) {
        skipBlanks()
        if isAtComment { skipComment() }
        guard here == "\n" || here == "\0" else {
            throw fault(here == ":" ? .secondColon : .endOfLine)
        }
    }

    private mutating func skipComment() {
        while here != "\n", here != "\0" { advance() }
    }

    /// Counts one more list or map around the cursor.
    mutating func enter() throws(ManifestError) {
        guard depth < Node.depthLimit else { throw error(.tooDeep(limit: Node.depthLimit)) }
        depth += 1
    }
}

extension YAMLReader {
    func error(_ problem: ManifestError.Problem, at origin: Origin? = nil) -> ManifestError {
        ManifestError(origin: origin ?? self.origin, problem: problem)
    }

    func fault(_ fault: YAMLFault, at origin: Origin? = nil) -> ManifestError {
        error(.malformed(fault), at: origin)
    }
}

extension Unicode.Scalar {
    var isBlank: Bool { self == " " || self == "\t" }

    /// Whether a word, such as the dash of a list entry, ends before this scalar.
    var endsWord: Bool { isBlank || self == "\n" || self == "\0" }

    /// Whether the scalar means something of its own in flow style.
    var isFlowIndicator: Bool {
        self == "," || self == "[" || self == "]" || self == "{" || self == "}"
    }
}

/// Reads the part of YAML 1.2 that manifests are written in, and refuses the rest by name.
///
/// Read are block and flow lists and maps, plain, quoted and block text, and comments; not read are
/// anchors, aliases, tags, directives, keys that aren't text, and a second document. What is
/// accepted means here exactly what it means to libyaml, and so to every stock tool: a test holds
/// the two together. The work is linear in the text, and its depth is bounded, because the hook
/// reads what strangers push; a library that builds its tree by recursion, resolves aliases as it
/// goes, and compares whole subtrees as keys can promise neither.
struct YAMLReader {
    let path: String
    let text: [Unicode.Scalar]
    var index = 0
    var depth = 0
    private var line = 1
    private var lineStart = 0

    private init(_ source: SourceText, path: String) {
        self.path = path
        text = source.scalars
    }

    /// The root of the one document in `bytes`; an empty one is the scalar that says nothing.
    static func read(_ bytes: [UInt8], path: String) throws(ManifestError) -> Node {
        var reader = YAMLReader(try SourceText(checking: bytes, path: path), path: path)
        return try reader.document()
    }

    private mutating func document() throws(ManifestError) -> Node {
        try skipToContent()
        if here == "%", column == 0 { throw fault(.directive) }
        if isAtMarker("-") {
            skip(3)
            try endLine()
            try skipToContent()
        }
        let root = isAtEnd ? Node.nothing(at: origin) : try block(parent: -1)
        try skipToContent()
        if isAtMarker(".") {
            skip(3)
            try endLine()
            try skipToContent()
        }
        if isAtMarker("-") { throw error(.severalDocuments) }
        guard here == "\0" else { throw fault(isAtMarker(".") ? .endOfLine : .badIndentation) }
        return root
    }
}

// MARK: - The cursor

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

// MARK: - Errors

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
    var isFlowIndicator: Bool { "[]{},".unicodeScalars.contains(self) }
}

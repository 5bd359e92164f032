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
    var line = 1
    var lineStart = 0

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
        let isOpened = isAtMarker("-")
        if isOpened { try skipMarker() }
        let isEmpty = isAtEnd
        let root = isEmpty ? Node.nothing(at: origin) : try block(parent: -1)
        try skipToContent()
        if isAtMarker("."), isOpened || !isEmpty { try skipMarker() }
        if isAtMarker("-") { throw error(.severalDocuments) }
        guard here == "\0" else { throw fault(isAtMarker(".") ? .endOfLine : .badIndentation) }
        return root
    }

    private mutating func skipMarker() throws(ManifestError) {
        skip(3)
        try endLine()
        try skipToContent()
    }
}

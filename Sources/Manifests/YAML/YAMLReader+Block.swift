/// Block style: lists and maps by indentation.
///
/// `parent` is the column of the innermost list or map around, counted from 0; -1 outside of all.
extension YAMLReader {
    /// Reads the node at the cursor, which stands on the first scalar of it.
    mutating func block(parent: Int) throws(ManifestError) -> Node {
        if isAtIndicator("-") { return try blockList(at: column) }
        if isAtIndicator("?") { throw fault(.explicitKey) }
        return isAtKey ? try blockMap(at: column) : try value(parent: parent)
    }

    private mutating func blockList(at listColumn: Int) throws(ManifestError) -> Node {
        try enter()
        defer { depth -= 1 }
        let start = origin
        var entries: [Node] = []
        while !isAtEnd, column == listColumn, isAtIndicator("-") {
            advance()
            entries.append(try blockEntry(parent: listColumn))
            try skipToContent()
        }
        try checkIndentation(notBeyond: listColumn)
        return Node(content: .list(entries), origin: start)
    }

    /// Reads what stands after a dash, on its line or below.
    private mutating func blockEntry(parent: Int) throws(ManifestError) -> Node {
        while here == " " { advance() }
        if here == "\t" { throw fault(.tab) }
        let start = origin
        if here == "\n" || isAtComment {
            try endLine()
            try skipToContent()
            guard !isAtEnd, column > parent else { return .nothing(at: start) }
        }
        return here == "\0" ? .nothing(at: start) : try block(parent: parent)
    }

    private mutating func blockMap(at mapColumn: Int) throws(ManifestError) -> Node {
        try enter()
        defer { depth -= 1 }
        let start = origin
        var entries: [Node.Entry] = []
        var keys: Set<String> = []
        while !isAtEnd, column == mapColumn {
            let keyOrigin = origin
            let key = try blockKey()
            guard keys.insert(key).inserted else { throw error(.duplicateKey(key), at: keyOrigin) }
            let value = try blockValue(parent: mapColumn)
            entries.append(Node.Entry(key: key, origin: keyOrigin, value: value))
            try skipToContent()
        }
        try checkIndentation(notBeyond: mapColumn)
        return Node(content: .map(entries), origin: start)
    }

    /// Reads a key and its colon.
    private mutating func blockKey() throws(ManifestError) -> String {
        if isAtIndicator("?") { throw fault(.explicitKey) }
        guard isAtKey else { throw fault(.expectedKey) }
        let (start, keyOrigin) = (index, origin)
        let key = here.isQuote ? try quoted() : try plainLine(inFlow: false)
        skipBlanks()
        try checkKey(key, from: start, at: keyOrigin)
        advance()
        return key
    }

    /// Reads what stands after a key's colon, on its line or below.
    private mutating func blockValue(parent: Int) throws(ManifestError) -> Node {
        let start = origin
        skipBlanks()
        guard here == "\n" || here == "\0" || isAtComment else {
            if isAtIndicator("-") { throw fault(.listInLine) }
            return try value(parent: parent)
        }
        try endLine()
        try skipToContent()
        if column == parent, isAtIndicator("-"), !isAtEnd { return try blockList(at: column) }
        return isAtEnd || column <= parent ? .nothing(at: start) : try block(parent: parent)
    }

    /// Reads a node that is no block list or map, to the end of its last line.
    private mutating func value(parent: Int) throws(ManifestError) -> Node {
        let start = origin
        if here == "|" || here == ">" {
            return Node(
                content: .scalar(try blockText(parent: parent), isPlain: false), origin: start)
        }
        let node =
            if here == "[" || here == "{" || here.isQuote {
                try flow()
            } else {
                Node(content: .scalar(try plain(parent: parent), isPlain: true), origin: start)
            }
        try endValue(node)
        return node
    }

    private mutating func endValue(_ node: Node) throws(ManifestError) {
        if case .scalar = node.content { return try endLine() }
        skipBlanks()
        if here == ":" { throw fault(.collectionKey, at: node.origin) }
        try endLine()
    }

    private func checkIndentation(notBeyond limit: Int) throws(ManifestError) {
        if !isAtEnd, column > limit { throw fault(.badIndentation) }
    }

    /// Whether the line goes on with text, a colon and a blank.
    private var isAtKey: Bool {
        var ahead = index
        if here.isQuote {
            ahead = endOfQuote(from: ahead)
            while text[ahead].isBlank { ahead += 1 }
            return text[ahead] == ":" && text[ahead + 1].endsWord
        }
        guard beginsPlain else { return false }
        while text[ahead] != "\n", text[ahead] != "\0" {
            if text[ahead] == ":", text[ahead + 1].endsWord { return true }
            if text[ahead] == "#", text[ahead - 1].isBlank { return false }
            ahead += 1
        }
        return false
    }

    /// Where the quoted text that begins at `start` ends, or the line does.
    private func endOfQuote(from start: Int) -> Int {
        let quote = text[start]
        var ahead = start + 1
        while text[ahead] != "\n", text[ahead] != "\0" {
            let isDoubled = quote == "'" && text[ahead] == quote && text[ahead + 1] == quote
            if text[ahead] == quote, !isDoubled { return ahead + 1 }
            let isEscape = quote == "\"" && text[ahead] == "\\" && text[ahead + 1] != "\n"
            ahead += isDoubled || (isEscape && text[ahead + 1] != "\0") ? 2 : 1
        }
        return ahead
    }
}

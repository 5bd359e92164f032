/// Flow style: lists and maps in brackets, as in JSON.
extension YAMLReader {
    /// The longest key, in characters with its quotes; stock YAML readers take no longer one.
    private static var keyLimit: Int { 1024 }

    /// Reads the list, map or quoted text at the cursor, or plain text inside brackets.
    mutating func flow() throws(ManifestError) -> Node {
        let start = origin
        switch here {
        case "[": return Node(content: .list(try flowList()), origin: start)
        case "{": return Node(content: .map(try flowMap()), origin: start)
        case "'", "\"": return Node(content: .scalar(try quoted(), isPlain: false), origin: start)
        default: return Node(content: .scalar(try plain(parent: nil), isPlain: true), origin: start)
        }
    }

    private mutating func flowList() throws(ManifestError) -> [Node] {
        let start = origin
        try enter()
        defer { depth -= 1 }
        advance()
        var entries: [Node] = []
        while try !closes("]", openedAt: start) {
            entries.append(try flow())
            try skipToContent(inFlow: true)
            if here == ":" { throw fault(.pairInList) }
            try separate("]", .expectedListEnd, openedAt: start)
        }
        return entries
    }

    private mutating func flowMap() throws(ManifestError) -> [Node.Entry] {
        let start = origin
        try enter()
        defer { depth -= 1 }
        advance()
        var entries: [Node.Entry] = []
        var keys: Set<String> = []
        while try !closes("}", openedAt: start) {
            let keyOrigin = origin
            let key = try flowKey()
            guard keys.insert(key).inserted else { throw error(.duplicateKey(key), at: keyOrigin) }
            let value = try flowValue(openedAt: start)
            entries.append(Node.Entry(key: key, origin: keyOrigin, value: value))
            try skipToContent(inFlow: true)
            try separate("}", .expectedMapEnd, openedAt: start)
        }
        return entries
    }

    private mutating func flowKey() throws(ManifestError) -> String {
        let (start, keyOrigin) = (index, origin)
        if here == "[" || here == "{" { throw fault(.collectionKey) }
        if !here.isQuote { try checkPlainBegins() }
        let key = here.isQuote ? try quoted() : try plainLine(inFlow: true)
        guard origin.place?.line == keyOrigin.place?.line else { throw fault(.expectedColon) }
        skipBlanks()
        guard here == ":" else { throw fault(.expectedColon) }
        try checkKey(key, from: start, at: keyOrigin)
        advance()
        return key
    }

    /// Refuses a key that is too long, up to the cursor at its colon, or would be once we wrote it.
    func checkKey(
        _ key: String, from start: Int, at keyOrigin: Origin
    ) throws(ManifestError) {
        let length = index - start
        // An escape stands for one character, and has ten at most.
        let isShort = length < Self.keyLimit / 10
        let written = isShort ? length : scalarText(key, inFlow: true).unicodeScalars.count
        guard max(length, written) <= Self.keyLimit else {
            throw error(.keyTooLong(limit: Self.keyLimit), at: keyOrigin)
        }
    }

    private mutating func flowValue(openedAt map: Origin) throws(ManifestError) -> Node {
        let start = origin
        try skipToContent(inFlow: true)
        if isAtEnd { throw fault(.unclosedFlow, at: map) }
        return here == "," || here == "}" ? .nothing(at: start) : try flow()
    }

    /// Moves past blanks and, if it stands there, past `bracket`.
    private mutating func closes(
        _ bracket: Unicode.Scalar, openedAt start: Origin
    ) throws(ManifestError) -> Bool {
        try skipToContent(inFlow: true)
        if isAtEnd { throw fault(.unclosedFlow, at: start) }
        guard here == bracket else { return false }
        advance()
        return true
    }

    /// Moves past a comma; anything else but the closing bracket is a fault.
    private mutating func separate(
        _ bracket: Unicode.Scalar, _ otherwise: YAMLFault, openedAt start: Origin
    ) throws(ManifestError) {
        if isAtEnd { throw fault(.unclosedFlow, at: start) }
        if here == "," {
            advance()
        } else if here != bracket {
            throw fault(otherwise)
        }
    }
}

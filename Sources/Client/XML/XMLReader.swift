/// Reads the XML that S3 replies with: elements and text, and nothing that could grow.
///
/// Attributes, comments and processing instructions are skipped; a document type is refused, and
/// with it every entity but the five of XML itself. Foundation's reader does far more, in C.
struct XMLReader {
    /// As deep as no reply of S3 goes.
    static let deepest = 16

    private var rest: Substring

    /// The root element of a document; `nil` if it is none, or not as simple as that.
    static func read(_ bytes: [UInt8]) -> XMLElement? {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        var reader = XMLReader(rest: text[...])
        guard reader.skipProlog(), let root = reader.element(depth: 1), reader.skipProlog(),
            reader.rest.isEmpty
        else { return nil }
        return root
    }

    private init(rest: Substring) {
        self.rest = rest
    }

    /// Skips white space, comments and instructions; false where one of them never ends.
    private mutating func skipProlog() -> Bool {
        while true {
            rest = rest.drop(while: \.isWhitespace)
            if take("<?") {
                guard skip(past: "?>") else { return false }
            } else if take("<!--") {
                guard skip(past: "-->") else { return false }
            } else {
                return true
            }
        }
    }

    /// The element that begins here.
    private mutating func element(depth: Int) -> XMLElement? {
        guard depth <= Self.deepest, take("<"), let tag = tag() else { return nil }
        var element = XMLElement(name: tag.name)
        guard !tag.isEmpty else { return element }
        while true {
            guard let text = text() else { return nil }
            element.text += text
            if take("</") {
                guard let end = upTo(">"), localName(end) == tag.name else { return nil }
                return element
            } else if take("<!--") {
                guard skip(past: "-->") else { return nil }
            } else {
                guard let child = self.element(depth: depth + 1) else { return nil }
                element.children.append(child)
            }
        }
    }

    /// The rest of a tag: `Key>`, or `Key/>` for an empty element.
    private mutating func tag() -> (name: String, isEmpty: Bool)? {
        guard let inside = upTo(">") else { return nil }
        let name = localName(inside.prefix { !$0.isWhitespace && $0 != "/" })
        guard let first = name.first, first.isLetter else { return nil }
        return (name, inside.hasSuffix("/"))
    }

    /// The text up to the next tag.
    private mutating func text() -> String? {
        guard let end = rest.firstIndex(of: "<") else { return nil }
        defer { rest = rest[end...] }
        return resolved(rest[..<end])
    }

    private mutating func take(_ prefix: String) -> Bool {
        guard rest.hasPrefix(prefix) else { return false }
        rest = rest.dropFirst(prefix.count)
        return true
    }

    private mutating func skip(past end: String) -> Bool {
        guard let range = rest.firstRange(of: end) else { return false }
        rest = rest[range.upperBound...]
        return true
    }

    private mutating func upTo(_ end: Character) -> Substring? {
        guard let index = rest.firstIndex(of: end) else { return nil }
        defer { rest = rest[rest.index(after: index)...] }
        return rest[..<index]
    }
}

/// A name without its namespace's prefix and without white space after it.
private func localName(_ name: Substring) -> String {
    String(name.split(separator: ":").last?.prefix { !$0.isWhitespace } ?? "")
}

/// Text with its entities resolved; `nil` for one that XML does not have by itself.
private func resolved(_ text: Substring) -> String? {
    guard text.contains("&") else { return String(text) }
    var resolved = ""
    var rest = text
    while let start = rest.firstIndex(of: "&") {
        resolved += rest[..<start]
        guard let end = rest[start...].firstIndex(of: ";"),
            let character = character(rest[rest.index(after: start)..<end])
        else { return nil }
        resolved.append(character)
        rest = rest[rest.index(after: end)...]
    }
    return resolved + rest
}

private func character(_ entity: Substring) -> Character? {
    switch entity {
    case "amp": "&"
    case "lt": "<"
    case "gt": ">"
    case "quot": "\""
    case "apos": "'"
    default: numbered(entity)
    }
}

/// `#38` or `#x26`.
private func numbered(_ entity: Substring) -> Character? {
    guard entity.hasPrefix("#") else { return nil }
    let digits = entity.dropFirst()
    let number =
        digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return number.flatMap(Unicode.Scalar.init).map(Character.init)
}

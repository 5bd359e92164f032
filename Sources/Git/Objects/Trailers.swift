/// The `Key: value` lines that end a commit's or a tag's message (`git interpret-trailers`).
package struct Trailers: Equatable, Sendable {
    /// One `Key: value` line, folded lines joined.
    package struct Trailer: Equatable, Sendable {
        package let key: String
        package let value: String
    }

    /// In the message's order, repeated keys included.
    package let all: [Trailer]

    /// Reads the last paragraph, unless it is the first, which is the subject.
    ///
    /// Stricter than Git, which forgives prose between trailers: one line that is neither a
    /// trailer nor the indented continuation of one, and there are no trailers at all.
    package init(message: String) {
        let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
        let paragraphs = lines.split { $0.allSatisfy(\.isWhitespace) }
        let last = paragraphs.dropFirst().last ?? []
        all = Self.read(last) ?? []
    }

    /// The values of `key`, compared without regard to case, in the message's order.
    package subscript(key: String) -> [String] {
        all.filter { $0.key.lowercased() == key.lowercased() }.map(\.value)
    }

    private static func read(_ lines: ArraySlice<Substring>) -> [Trailer]? {
        var trailers: [Trailer] = []
        for line in lines {
            if line.first?.isWhitespace == true, let above = trailers.popLast() {
                let value = "\(above.value) \(trimmed(line))"
                trailers.append(Trailer(key: above.key, value: value))
            } else if let trailer = Trailer(parsing: line) {
                trailers.append(trailer)
            } else {
                return nil
            }
        }
        return trailers
    }
}

extension Trailers.Trailer {
    fileprivate init?(parsing line: Substring) {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let key = line[..<colon]
        guard !key.isEmpty, key.utf8.allSatisfy(isToken) else { return nil }
        self.key = String(key)
        value = trimmed(line[line.index(after: colon)...])
    }
}

private func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        true
    default: false
    }
}

private func trimmed(_ text: Substring) -> String {
    let isSpace = { (character: Character) in character.isWhitespace }
    return String(text.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
}

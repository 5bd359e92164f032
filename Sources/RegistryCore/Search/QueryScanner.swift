/// Reads the pieces of a query's text, scalar by scalar: an accent can hide no quotation mark.
struct QueryScanner {
    private let scalars: [Unicode.Scalar]
    /// How many scalars have been read.
    private(set) var position = 0

    init(_ text: String) throws(QueryError) {
        guard text.utf8.count <= SearchQuery.mostBytes else {
            throw QueryError(.tooLong, at: 0..<0)
        }
        scalars = Array(text.unicodeScalars)
        if let forbidden = scalars.firstIndex(where: QuerySyntax.isForbidden) {
            throw QueryError(.controlCharacter, at: forbidden..<(forbidden + 1))
        }
    }

    /// The next scalar; `nil` at the end.
    var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    /// Whether a word may begin or end here: at the end, a blank or a parenthesis.
    var isBetweenWords: Bool {
        next.map { QuerySyntax.endsWord($0) && $0 != "\"" } ?? true
    }

    /// Steps over blanks.
    mutating func skipBlanks() { _ = text(while: QuerySyntax.isBlank) }

    /// Steps over `scalar` if it is next.
    mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        position += 1
        return true
    }

    /// Steps over `word` if it is next, and stands alone.
    mutating func skip(word: String) -> Bool {
        let end = position + word.unicodeScalars.count
        guard scalars[position...].starts(with: word.unicodeScalars),
            end == scalars.count || QuerySyntax.endsWord(scalars[end])
        else { return false }
        position = end
        return true
    }

    /// All that comes next and is as `isMeant` says.
    mutating func text(while isMeant: (Unicode.Scalar) -> Bool) -> String {
        var text = String.UnicodeScalarView()
        while let next, isMeant(next) {
            text.append(next)
            position += 1
        }
        return String(text)
    }

    /// What stands between the quotation mark that is next and the one that closes it; a backslash
    /// takes the next character as it is.
    mutating func quotedText() throws(QueryError) -> String {
        let start = position
        var text = String.UnicodeScalarView()
        position += 1
        while !skip("\"") {
            if next == "\\" { position += 1 }
            guard let scalar = next else {
                throw QueryError(.quoteOpen, at: start..<(start + 1))
            }
            text.append(scalar)
            position += 1
        }
        return String(text)
    }
}

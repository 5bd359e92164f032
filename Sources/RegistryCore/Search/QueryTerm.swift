/// Reads words to look for, or a field with what its value must be.
enum QueryTerm {
    /// The term that is next, and how many words to look for it counts as.
    static func read(
        from scanner: inout QueryScanner
    ) throws(QueryError) -> (SearchExpression, weight: Int) {
        let start = scanner.position
        if scanner.next == "\"" { return try words(readingValue(from: &scanner), from: start) }
        let name = scanner.text { !QuerySyntax.endsWord($0) && !QuerySyntax.isOperator($0) }
        let hasQuotedKey = name.unicodeScalars.last == "." && scanner.next == "\""
        guard hasQuotedKey || scanner.next.map(QuerySyntax.isOperator) == true else {
            return try words(value(name, from: start, before: &scanner), from: start)
        }
        let field = try field(name, from: start, quotedKeyIn: &scanner)
        return (.condition(try condition(field, from: start, in: &scanner)), 1)
    }

    private static func words(
        _ value: QueryValue, from start: Int
    ) throws(QueryError) -> (SearchExpression, weight: Int) {
        guard let words = SearchWords(of: value.text, isPrefix: value.isPrefix) else {
            throw QueryError(.noWord, at: value.range)
        }
        return (.words(words), SearchWords.words(of: words.text).count)
    }

    /// The field that `name` and perhaps a key in quotes name.
    private static func field(
        _ name: String, from start: Int, quotedKeyIn scanner: inout QueryScanner
    ) throws(QueryError) -> NamedField {
        let quotedKey = scanner.next == "\"" ? try scanner.quotedText() : nil
        let range = start..<max(start + 1, scanner.position)
        return try NamedField(name, quotedKey: quotedKey, at: range)
    }

    private static func condition(
        _ field: NamedField, from start: Int, in scanner: inout QueryScanner
    ) throws(QueryError) -> SearchCondition {
        guard let comparison = comparison(in: &scanner) else {
            throw QueryError(.valueMissing(field.field), at: start..<scanner.position)
        }
        guard !scanner.isBetweenWords else {
            throw QueryError(.valueMissing(field.field), at: start..<scanner.position)
        }
        let value = try readingValue(from: &scanner)
        let test = try field.field.test(comparison, value)
        return SearchCondition(field: field.field, key: field.key, test: test)
    }

    private static func comparison(
        in scanner: inout QueryScanner
    ) -> SearchCondition.Comparison? {
        if scanner.skip(":") || scanner.skip("=") { return .equal }
        if scanner.skip("<") { return scanner.skip("=") ? .atMost : .less }
        if scanner.skip(">") { return scanner.skip("=") ? .atLeast : .greater }
        return nil
    }

    /// A value in quotes or without, and whether a star follows it.
    private static func readingValue(
        from scanner: inout QueryScanner
    ) throws(QueryError) -> QueryValue {
        let start = scanner.position
        guard scanner.next == "\"" else {
            let text = scanner.text { !QuerySyntax.endsWord($0) }
            return try value(text, from: start, before: &scanner)
        }
        let text = try scanner.quotedText()
        let isPrefix = scanner.skip("*")
        try requireEnd(of: start, in: scanner)
        return QueryValue(text: text, isPrefix: isPrefix, range: start..<scanner.position)
    }

    /// A word that was read without quotes: a star at its end means that more may follow.
    private static func value(
        _ word: String, from start: Int, before scanner: inout QueryScanner
    ) throws(QueryError) -> QueryValue {
        try requireEnd(of: start, in: scanner)
        let isPrefix = word.unicodeScalars.last == "*"
        let text = isPrefix ? String(word.unicodeScalars.dropLast()) : word
        if let star = text.unicodeScalars.firstIndex(of: "*") {
            let offset = text.unicodeScalars.distance(from: text.startIndex, to: star)
            throw QueryError(.starInside, at: (start + offset)..<(start + offset + 1))
        }
        return QueryValue(text: text, isPrefix: isPrefix, range: start..<scanner.position)
    }

    private static func requireEnd(of start: Int, in scanner: QueryScanner) throws(QueryError) {
        guard scanner.isBetweenWords else {
            throw QueryError(.blankMissing, at: scanner.position..<(scanner.position + 1))
        }
    }
}

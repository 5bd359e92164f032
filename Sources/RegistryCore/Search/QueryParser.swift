/// Reads a query by recursive descent, `OR` binding least and a minus most.
struct QueryParser {
    private var scanner: QueryScanner
    private var terms = 0
    private var depth = 0

    init(_ text: String) throws(QueryError) {
        scanner = try QueryScanner(text)
    }

    /// The whole text; `nil` for an empty one.
    mutating func query() throws(QueryError) -> SearchExpression? {
        scanner.skipBlanks()
        guard scanner.next != nil else { return nil }
        let expression = try alternatives()
        guard scanner.next == nil else { throw error(.parenthesisStray, length: 1) }
        return expression
    }

    /// `a OR b`
    private mutating func alternatives() throws(QueryError) -> SearchExpression {
        var parts = [try conjunction()]
        while scanner.skip(word: "OR") { parts.append(try conjunction()) }
        return .any(of: parts)
    }

    /// `a AND b`, or `a b`
    private mutating func conjunction() throws(QueryError) -> SearchExpression {
        var parts = [try factor()]
        while scanner.next != nil, scanner.next != ")", !isAtOr {
            _ = scanner.skip(word: "AND")
            parts.append(try factor())
        }
        return .all(of: parts)
    }

    private var isAtOr: Bool {
        var ahead = scanner
        return ahead.skip(word: "OR")
    }

    /// One condition, or what stands between parentheses; perhaps negated.
    private mutating func factor() throws(QueryError) -> SearchExpression {
        scanner.skipBlanks()
        defer { scanner.skipBlanks() }
        if try skipNegation() {
            try descend()
            defer { depth -= 1 }
            return .not(try factor())
        }
        return scanner.next == "(" ? try group() : try term()
    }

    private mutating func skipNegation() throws(QueryError) -> Bool {
        guard scanner.skip("-") else { return scanner.skip(word: "NOT") }
        guard !scanner.isBetweenWords || scanner.next == "(" else {
            throw error(.operandMissing, length: 1)
        }
        return true
    }

    private mutating func group() throws(QueryError) -> SearchExpression {
        let start = scanner.position
        try descend()
        defer { depth -= 1 }
        _ = scanner.skip("(")
        let expression = try alternatives()
        guard scanner.skip(")") else {
            throw QueryError(.parenthesisOpen, at: start..<(start + 1))
        }
        return expression
    }

    private mutating func descend() throws(QueryError) {
        depth += 1
        guard depth <= SearchQuery.deepest else { throw error(.tooDeep, length: 1) }
    }

    private mutating func term() throws(QueryError) -> SearchExpression {
        let start = scanner.position
        for word in ["OR", "AND"] where scanner.skip(word: word) {
            throw QueryError(.operandMissing, at: start..<scanner.position)
        }
        guard let next = scanner.next, next != ")" else {
            throw error(.operandMissing, length: 1)
        }
        let (expression, weight) = try QueryTerm.read(from: &scanner)
        terms += weight
        guard terms <= SearchQuery.mostTerms else {
            throw QueryError(.tooManyTerms, at: start..<scanner.position)
        }
        return expression
    }

    private func error(_ problem: QueryError.Problem, length: Int) -> QueryError {
        QueryError(problem, at: scanner.position..<(scanner.position + length))
    }
}

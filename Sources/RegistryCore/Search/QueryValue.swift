/// A value as a query spells it.
struct QueryValue {
    let text: String
    /// Whether a star follows it.
    let isPrefix: Bool
    /// Where it stands in the query.
    let range: Range<Int>
}

extension SearchField {
    /// What a value must be that compares so with one of this field.
    func test(
        _ comparison: SearchCondition.Comparison, _ value: QueryValue
    ) throws(QueryError) -> SearchCondition.Test {
        let isPresence = value.isPrefix && value.text.isEmpty && comparison == .equal
        if isPresence { return .present }
        switch kind {
        case .text:
            guard comparison == .equal else {
                throw QueryError(.notOrdered(self), at: value.range)
            }
            return textTest(value)
        case .choice(let choices): return try choice(among: choices, comparison, value)
        case .number: return .number(comparison, try number(value))
        case .textOrNumber:
            return comparison == .equal ? textTest(value) : .number(comparison, try number(value))
        case .date:
            guard !value.isPrefix, let date = SearchDate(parsing: value.text) else {
                throw QueryError(.notADate(self), at: value.range)
            }
            return .date(comparison, date)
        }
    }

    private func textTest(_ value: QueryValue) -> SearchCondition.Test {
        value.isPrefix ? .begins(value.text) : .equals(value.text)
    }

    private func choice(
        among choices: [String], _ comparison: SearchCondition.Comparison, _ value: QueryValue
    ) throws(QueryError) -> SearchCondition.Test {
        guard comparison == .equal else { throw QueryError(.notOrdered(self), at: value.range) }
        guard !value.isPrefix, choices.contains(value.text) else {
            throw QueryError(
                .notAChoice(self, value.text, nearest: nearest(to: value.text, among: choices)),
                at: value.range)
        }
        return .equals(value.text)
    }

    private func number(_ value: QueryValue) throws(QueryError) -> Double {
        guard !value.isPrefix, let number = Double(decimal: value.text) else {
            throw QueryError(.notANumber(self), at: value.range)
        }
        return number
    }
}

extension Double {
    /// Reads a finite number in decimal digits, such as `-1.5e-3`; `nil` for any other text, though
    /// `Double.init` takes `nan`, `0x1p3` and `infinity`.
    package init?(decimal text: String) {
        guard text.utf8.allSatisfy({ isDigit($0) || "+-.eE".utf8.contains($0) }),
            let number = Double(text), number.isFinite
        else { return nil }
        self = number
    }
}

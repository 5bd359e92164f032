/// One field of a version, and what its value must be.
package struct SearchCondition: Hashable, Sendable {
    package let field: SearchField
    /// The name of the metric or parameter, or the key of the tag; `nil` for all other fields.
    package let key: String?
    package let test: Test

    /// What must hold of one of the field's values.
    package enum Test: Hashable, Sendable {
        /// There is a value.
        case present
        case equals(String)
        case begins(String)
        case number(Comparison, Double)
        case date(Comparison, SearchDate)
    }

    /// How a value relates to that of the query.
    package enum Comparison: String, Hashable, Sendable, CaseIterable {
        case equal = ":"
        case less = "<"
        case atMost = "<="
        case greater = ">"
        case atLeast = ">="
    }
}

extension SearchCondition: CustomStringConvertible {
    package var description: String {
        switch test {
        case .present: "\(name):*"
        case .equals(let text): "\(name):\(value(text))"
        case .begins(let text): "\(name):\(value(text))*"
        case .number(let comparison, let number): "\(name)\(comparison.rawValue)\(number)"
        case .date(let comparison, let date): "\(name)\(comparison.rawValue)\(date)"
        }
    }

    private var name: String {
        guard let key else { return field.rawValue }
        return "\(field.rawValue).\(QuerySyntax.isPlainKey(key) ? key : QuerySyntax.quoted(key))"
    }

    private func value(_ text: String) -> String {
        QuerySyntax.isPlainValue(text) ? text : QuerySyntax.quoted(text)
    }
}

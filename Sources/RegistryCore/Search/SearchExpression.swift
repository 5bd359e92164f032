/// What must hold of a version: a node of a query's syntax tree.
package indirect enum SearchExpression: Hashable, Sendable {
    case condition(SearchCondition)
    case words(SearchWords)
    case not(SearchExpression)
    /// All of two or more, none of which is itself an `all`.
    case all([SearchExpression])
    /// Any of two or more, none of which is itself an `any`.
    case any([SearchExpression])

    /// All of one or more; what they are all of themselves is among them.
    static func all(of parts: [SearchExpression]) -> SearchExpression {
        parts.count == 1 ? parts[0] : .all(parts.flatMap(\.conjuncts))
    }

    /// Any of one or more; what they are any of themselves is among them.
    static func any(of parts: [SearchExpression]) -> SearchExpression {
        parts.count == 1 ? parts[0] : .any(parts.flatMap(\.disjuncts))
    }

    private var conjuncts: [SearchExpression] {
        if case .all(let parts) = self { parts } else { [self] }
    }

    private var disjuncts: [SearchExpression] {
        if case .any(let parts) = self { parts } else { [self] }
    }
}

extension SearchExpression: CustomStringConvertible {
    package var description: String {
        switch self {
        case .condition(let condition): condition.description
        case .words(let words): words.description
        case .not(let part): "-" + part.operand
        case .all(let parts): parts.map(\.factor).joined(separator: " ")
        case .any(let parts): parts.map(\.description).joined(separator: " OR ")
        }
    }

    /// As it stands after a minus, which binds more tightly than a blank.
    private var operand: String {
        if case .all = self { "(\(description))" } else { factor }
    }

    /// As it stands beside a blank, which binds more tightly than `OR`.
    private var factor: String {
        if case .any = self { "(\(description))" } else { description }
    }
}

import GRDB
import RegistryCore

extension SearchExpression {
    /// Whether the expression holds of the row `v` of `versions`.
    ///
    /// - Parameter listing: Of which texts with given words there is to be a list.
    func predicate(_ listing: (SearchWords) -> SearchWords.Listing) -> SQL {
        switch self {
        case .condition(let condition): condition.predicate
        case .words(let words): words.predicate(listing(words))
        // What is NULL does not hold, so its negation does.
        case .not(let part): "(\(part.predicate(listing))) IS NOT TRUE"
        case .all(let parts): "(\(parts.map { $0.predicate(listing) }.joined(separator: " AND ")))"
        case .any(let parts): "(\(parts.map { $0.predicate(listing) }.joined(separator: " OR ")))"
        }
    }

    /// All words to look for, negated ones too.
    var words: Set<SearchWords> {
        switch self {
        case .condition: []
        case .words(let words): [words]
        case .not(let part): part.words
        case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.words) }
        }
    }

    /// What must all hold, one or more.
    var parts: [SearchExpression] {
        if case .all(let parts) = self { parts } else { [self] }
    }

    /// The conditions that must all hold.
    var requirements: [SearchCondition] {
        parts.compactMap { part in
            if case .condition(let condition) = part { condition } else { nil }
        }
    }
}

/// What somebody looks for: a checked syntax tree, whatever text it came from.
package struct SearchQuery: Hashable, Sendable {
    /// What must hold of a version; `nil` for every version.
    package let root: SearchExpression?

    /// The most bytes that a query may have.
    package static let mostBytes = 4_096
    /// The most conditions and words that a query may have.
    package static let mostTerms = 64
    /// How deep parentheses and negations may be nested.
    package static let deepest = 16

    /// The query that finds everything.
    package static let everything = SearchQuery(root: nil)

    /// Reads a query as people write it (docs/search.md); throws what is wrong with it, and where.
    package init(parsing text: String) throws(QueryError) {
        var parser = try QueryParser(text)
        self.init(root: try parser.query())
    }

    /// The same, of a query that stands somewhere; throws why it can't be read.
    package init(checking text: String) throws(RegistryError) {
        do throws(QueryError) {
            self = try SearchQuery(parsing: text)
        } catch {
            throw RegistryError(error)
        }
    }

    /// The query for what both find; throws if it is longer than a query may be.
    package func and(_ other: SearchQuery) throws(RegistryError) -> SearchQuery {
        guard root != nil, other.root != nil else { return root == nil ? other : self }
        return try SearchQuery(checking: "(\(self)) (\(other))")
    }

    private init(root: SearchExpression?) {
        self.root = root
    }
}

extension SearchQuery: CustomStringConvertible {
    /// The query in its one plain spelling, which parses as the same query.
    package var description: String { root?.description ?? "" }
}

/// One page of what a query finds.
package struct SearchRequest: Sendable {
    package let query: SearchQuery
    package let order: SearchOrder
    /// Where the page before it ended; `nil` for the first page.
    package let start: SearchPosition?
    /// How many versions the page has at most.
    package let limit: Int
    /// The only namespaces whose models are told of; `nil`: all.
    package var namespaces: Set<Namespace>?

    /// The most versions that a page may have.
    package static let mostPerPage = 1_000

    /// Traps unless `limit` lies within 1…1000.
    package init(
        _ query: SearchQuery, in order: SearchOrder = .usual, after start: SearchPosition? = nil,
        limit: Int
    ) {
        precondition((1...Self.mostPerPage).contains(limit), "a page has 1 to 1000 versions")
        self.query = query
        self.order = order
        self.start = start
        self.limit = limit
    }
}

/// What a query has found, as much as one page has.
package struct SearchPage: Sendable {
    package let versions: [FoundVersion]
    /// Where the next page begins; `nil` if there is none.
    package let end: SearchPosition?

    package init(versions: [FoundVersion], end: SearchPosition?) {
        self.versions = versions
        self.end = end
    }
}

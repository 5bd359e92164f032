/// What is wrong with a query, and where.
package struct QueryError: Error, Hashable, Sendable {
    package let problem: Problem
    /// The Unicode scalars of the query that are to blame, counted from 0.
    package let range: Range<Int>

    /// What can be wrong with a query.
    package enum Problem: Hashable, Sendable {
        case tooLong
        case tooManyTerms
        case tooDeep
        case controlCharacter
        case unknownField(String, nearest: String?)
        /// The field lacks its key, or has one and takes none.
        case keyWrong(SearchField)
        case valueMissing(SearchField)
        case notANumber(SearchField)
        case notADate(SearchField)
        case notAChoice(SearchField, String, nearest: String?)
        /// A field that has no larger and smaller is compared by size.
        case notOrdered(SearchField)
        /// A star within a word.
        case starInside
        /// Neither a letter nor a digit to look for.
        case noWord
        case quoteOpen
        /// Something touches a quotation mark.
        case blankMissing
        case parenthesisOpen
        case parenthesisStray
        /// Nothing stands where something must: after `OR`, or between parentheses.
        case operandMissing
    }

    init(_ problem: Problem, at range: Range<Int>) {
        self.problem = problem
        self.range = range
    }

    /// The first character to blame, counted from 1; `nil` where none is.
    package var character: Int? { range.isEmpty ? nil : range.lowerBound + 1 }

    /// The field or the value that was most likely meant.
    package var nearest: String? {
        switch problem {
        case .unknownField(_, let nearest), .notAChoice(_, _, let nearest): nearest
        default: nil
        }
    }
}

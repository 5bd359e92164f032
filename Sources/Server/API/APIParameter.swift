import Registry

/// Something that may stand in the query of a request.
struct APIParameter: Hashable, Sendable {
    let name: String
    let description: String
    let schema: Schema

    /// How much of a list one answer has.
    static let limit = APIParameter(
        name: "limit", description: "How much of the list to answer with at the most.",
        schema: .integer(1...mostItems, default: usualItems))

    /// Where a list goes on.
    static let page = APIParameter(
        name: "page", description: "From the link to the next page; good for the same list only.",
        schema: .text(longest: 1_024))

    /// A moment of the past.
    static let at = APIParameter(
        name: "at", description: "The time to look back to, such as 2026-11-20T14:03:11Z.",
        schema: .time)

    /// The most items of a page.
    static let mostItems = 500
    /// The most items of a page of which nobody says how long it is to be.
    static let usualItems = 100
}

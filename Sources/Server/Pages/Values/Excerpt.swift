/// The beginning of a list that may be long: the API and the command line have all of it.
struct Excerpt<Item: Encodable & Sendable>: Encodable, Sendable {
    let items: [Item]
    /// How many more there are; `nil` for none.
    let more: Int?

    init(_ all: [Item], most: Int) {
        self.init(Array(all.prefix(most)), of: all.count)
    }

    /// - Parameter count: How many there are in all.
    init(_ items: [Item], of count: Int) {
        self.items = items
        more = count > items.count ? count - items.count : nil
    }
}

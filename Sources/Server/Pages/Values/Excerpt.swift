/// The beginning of a list that may be long: the API and the command line have all of it.
struct Excerpt<Item: Encodable & Sendable>: Encodable, Sendable {
    let items: [Item]
    /// How many more there are; `nil` for none.
    let more: Int?

    init(_ all: [Item], most: Int) {
        items = Array(all.prefix(most))
        more = all.count > most ? all.count - most : nil
    }
}

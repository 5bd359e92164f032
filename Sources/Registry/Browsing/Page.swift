package import RegistryCore

/// Some of a list, and where the rest of it begins.
package struct Page<Item: Sendable>: Sendable {
    package let items: [Item]
    /// What the next page begins after; `nil` if there is no more.
    package let end: String?

    init(items: [Item], end: String?) {
        self.items = items
        self.end = end
    }

    /// The first `limit` of `items`, of which the caller has got one more if there is one.
    init(_ items: [Item], limit: Int, key: (Item) -> String) {
        self.items = Array(items.prefix(limit))
        end = items.count > limit ? self.items.last.map(key) : nil
    }

    /// The part of a whole list that comes after the item of the key `start`, or its beginning.
    ///
    /// - Throws: `request-invalid` if the list has no such item, or no longer.
    init(
        of all: [Item], after start: String?, limit: Int, key: (Item) -> String
    ) throws(RegistryError) {
        guard let start else {
            self.init(Array(all.prefix(limit + 1)), limit: limit, key: key)
            return
        }
        guard let last = all.firstIndex(where: { key($0) == start }) else {
            throw .pageInvalid
        }
        self.init(Array(all[(last + 1)...].prefix(limit + 1)), limit: limit, key: key)
    }
}

extension RegistryError {
    /// A page that is none of the list that is asked for.
    package static let pageInvalid = RegistryError(
        .requestInvalid, "That page is not one of this list.",
        remedy: "Begin at the first page, without `page`, and follow its links.")
}

import RegistryCore

/// A page while it is being filled: with `limit` items at the most, and with fewer where they are
/// long, so that no answer takes more memory than `mostBytes` and one item.
struct PageBuilder<Item: Sendable> {
    private let limit: Int
    private let mostBytes: Int
    private var items: [Item] = []
    private var bytes = 0
    private var isMore = false

    /// - Parameter mostBytes: How much of what people wrote it has.
    init(limit: Int, mostBytes: Int = 8 << 20) {
        self.limit = limit
        self.mostBytes = mostBytes
    }

    /// Adds the next item; `false` if it has no room, and so is for the next page.
    ///
    /// - Parameter count: About how long it is.
    mutating func add(_ item: Item, ofBytes count: Int) -> Bool {
        guard items.count < limit, items.isEmpty || bytes + count <= mostBytes else {
            isMore = true
            return false
        }
        items.append(item)
        bytes += count
        return true
    }

    /// The page, which ends at `end`, wherever that is.
    func page(end: String?) -> Page<Item> { Page(items: items, end: end) }

    /// The page, which ends at the key of its last item if something had no room.
    func page(key: (Item) -> String) -> Page<Item> {
        Page(items: items, end: isMore ? items.last.map(key) : nil)
    }
}

/// The values that were asked for most recently, by keys whose values never change.
///
/// Two generations: when the young one is full it becomes the old one, and what nobody has asked
/// for since the turn before is forgotten. That is nearly as good as the exact order of use, and
/// costs nothing to keep.
package struct RecentValues<Key: Hashable, Value> {
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]
    private let generation: Int

    /// - Parameter most: How many values are kept, of two at least.
    package init(atMost most: Int) {
        precondition(most >= 2, "there are two generations")
        generation = most / 2
    }

    /// What was kept for `key`; `nil` if nothing was, or it is forgotten.
    package mutating func value(of key: Key) -> Value? {
        if let value = young[key] { return value }
        guard let value = old[key] else { return nil }
        keep(value, of: key)
        return value
    }

    /// Keeps what belongs to `key`.
    package mutating func keep(_ value: Value, of key: Key) {
        if young.count == generation {
            swap(&young, &old)
            young.removeAll(keepingCapacity: true)
        }
        young[key] = value
    }
}

/// The version with which a page of an answer ended; the next page begins after it.
package struct SearchPosition: Hashable, Sendable {
    package let value: Value
    /// What decides between versions of the same value: the number of the version where they are
    /// sorted by the model's name, and else the place of its commit on `main`.
    package let tie: Int64

    /// What the order compares first.
    package enum Value: Hashable, Sendable {
        /// Seconds since 1970.
        case time(Int64)
        case name(ModelName)
        case number(Double)
        /// The metric is missing.
        case absent
    }

    package init(value: Value, tie: Int64) {
        self.value = value
        self.tie = tie
    }
}

extension SearchOrder.Key {
    /// Whether a position of that value can come of an order by this.
    func has(_ value: SearchPosition.Value) -> Bool {
        switch (self, value) {
        case (.updated, .time), (.created, .time), (.name, .name), (.metric, .number),
            (.metric, .absent):
            true
        default: false
        }
    }
}

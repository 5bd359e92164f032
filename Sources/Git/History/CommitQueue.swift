import RegistryCore

/// Commits waiting to be looked at, the newest by committer's date first.
///
/// Kept sorted: what waits is the breadth of history at one moment, a handful.
struct CommitQueue {
    private var waiting: [Commit] = []

    mutating func insert(_ commit: Commit) {
        var range = waiting.indices
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            let isOlder = waiting[middle].committer.seconds <= commit.committer.seconds
            range = isOlder ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
        }
        waiting.insert(commit, at: range.lowerBound)
    }

    mutating func popNewest() -> Commit? {
        waiting.popLast()
    }

    /// When the newest was committed, in seconds since 1970.
    var newest: Int64? {
        waiting.last?.committer.seconds
    }
}

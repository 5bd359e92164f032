/// What there can be too many of.
package enum GitLimit: Equatable, Sendable {
    /// Entries that differ between two trees, folders included.
    case changes
    /// Folders above one another.
    case depth
    /// Bytes of one path.
    case pathBytes
    /// Commits.
    case commits
    /// Refs.
    case references
    /// Bytes that `git` wrote.
    case outputBytes
}

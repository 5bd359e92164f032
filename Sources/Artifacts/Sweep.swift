/// What a sweep removed, or would remove.
package struct Sweep: Equatable, Sendable {
    /// How many objects are wanted.
    package internal(set) var kept = 0
    /// How many objects nobody wants, but are not old enough to be sure.
    package internal(set) var young = 0
    /// The objects that went.
    package internal(set) var removed: [StoredArtifact] = []
    /// Paths of what unfinished writes and sweeps had left behind.
    package internal(set) var leftovers: [String] = []

    /// The length of all removed objects in bytes.
    package var bytes: Int64 {
        removed.map(\.size).reduce(0, +)
    }
}

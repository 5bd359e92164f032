import RegistryCore

/// A walk along first parents, newest first, which reads a commit only when asked for it.
///
/// A value that is handed the repository at each step, so a caller may stop, go on or copy it:
/// `while let commit = try walk.next(in: repository) { … }`.
package struct FirstParents: Sendable {
    private var upcoming: ObjectID?
    private let stop: ObjectID?
    private let shallow: Set<ObjectID>

    init(from start: ObjectID, until stop: ObjectID?, shallow: Set<ObjectID>) {
        upcoming = start
        self.stop = stop
        self.shallow = shallow
    }

    /// The next commit; `nil` after the root, before `stop`, and where a shallow clone ends.
    package mutating func next(
        in repository: borrowing Repository
    ) throws(GitError) -> Commit? {
        guard let id = upcoming, id != stop else { return nil }
        let commit = try repository.commit(id)
        upcoming = shallow.contains(id) ? nil : commit.parents.first
        return commit
    }
}

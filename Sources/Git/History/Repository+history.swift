import FoundationEssentials
package import RegistryCore

/// History is walked here rather than by libgit2, whose walks fail at a shallow clone's edge.
extension Repository {
    /// The commits from `start` along first parents, newest first, ending before `stop`.
    package func firstParents(
        from start: ObjectID, until stop: ObjectID? = nil
    ) throws(GitError) -> FirstParents {
        FirstParents(from: start, until: stop, shallow: shallowCommits())
    }

    /// Whether `ancestor` is `commit` or can be reached from it.
    ///
    /// Exact whatever the dates say; they only decide the order of looking. Both answers cost what
    /// lies between the two and the nearest commit that they share, not their whole history.
    package func isAncestor(
        _ ancestor: ObjectID, of commit: ObjectID
    ) throws(GitError) -> Bool {
        try require(ancestor, is: .commit)
        guard ancestor != commit else { return true }
        // Whatever leads from the one to the other is new to the other, and its last step is a
        // commit that has the other for a parent.
        var walk = NewCommits(limit: .max, shallow: shallowCommits())
        try walk.enqueue(ancestor, isOld: true, in: self)
        try walk.enqueue(commit, isOld: false, in: self)
        try walk.run(in: self)
        return walk.hasNewChild(of: ancestor)
    }

    /// The commits reachable from `new` and from none of `olds`, parents before children.
    ///
    /// Looks only as far back as the dates of what it found, as `git rev-list` does. A commit with
    /// a false date can make it list one that an old also reaches, and never leave out a new one.
    /// Throws `tooMany` beyond `limit`.
    package func commits(
        in new: ObjectID, notReachableFrom olds: [ObjectID], limit: Int
    ) throws(GitError) -> [ObjectID] {
        var walk = NewCommits(limit: limit, shallow: shallowCommits())
        for old in olds {
            try walk.enqueue(old, isOld: true, in: self)
        }
        try walk.enqueue(new, isOld: false, in: self)
        try walk.run(in: self)
        return walk.newCommits(from: new)
    }

    /// The commits whose parents a shallow clone left out (gitrepository-layout(5), `shallow`).
    private func shallowCommits() -> Set<ObjectID> {
        guard isShallow,
            let data = FileManager.default.contents(atPath: "\(commonDirectory)/shallow")
        else { return [] }
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
        return Set(lines.compactMap { ObjectID(parsing: $0) })
    }
}

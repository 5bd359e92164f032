import FoundationEssentials
import Git
import RegistryCore

/// A straight line of commits that `main` does not have, and what it makes of `main`.
struct Rebase {
    let catalog: Catalog
    /// The commit of `main` that the line begins at.
    let base: ObjectID
    /// The commits, oldest first; never empty.
    let commits: [Commit]

    /// The most commits of one merge request.
    static let mostCommits = 100

    /// Finds the commits that lead to `head` from somewhere on the `main` that ends in `tip`.
    init(
        of head: ObjectID, from tip: ObjectID, in catalog: Catalog
    ) throws(RegistryError) {
        let new: [ObjectID]
        do throws(GitError) {
            new = try catalog.repository.commits(
                in: head, notReachableFrom: [tip], limit: Self.mostCommits)
        } catch .tooMany {
            throw RegistryError(
                .tooMuch, "It brings more than \(Self.mostCommits) commits.",
                remedy: "Split it into several merge requests.")
        } catch {
            throw explain(error, "commit \(head)")
        }
        guard !new.isEmpty else {
            throw RegistryError(
                .mergeRequestRefused, "main has \(head.short) already.",
                remedy: "Commit the change first; there is nothing to review.")
        }
        var commits: [Commit] = []
        for id in new {
            let commit = try catalog.commit(id)
            let isNext = commits.last.map { commit.parents == [$0.id] } ?? true
            guard commit.parents.count == 1, isNext else { throw Self.crooked(id) }
            commits.append(commit)
        }
        guard let base = commits.first?.parents.first else { throw Self.crooked(head) }
        self.catalog = catalog
        self.base = base
        self.commits = commits
    }

    private static func crooked(_ commit: ObjectID) -> RegistryError {
        RegistryError(
            .historyNotLinear,
            "What is proposed for main is one straight line of commits that begins on main, and "
                + "\(commit.short) is not part of one.",
            remedy: "Run `git rebase origin/main`, then push again.")
    }

    /// The commit that `main` is to point to, if it points to `tip` now.
    ///
    /// Where the line begins at `tip`, that is its end as it is, signatures and all. Else every
    /// commit is made anew: same author, committer and message, and the same changes, each to a
    /// file that is as it was where the line began.
    ///
    /// - Throws: `conflict`, naming every file that both have changed.
    func result(onto tip: ObjectID, now: Date) throws(RegistryError) -> ObjectID {
        guard base != tip else { return commits[commits.count - 1].id }
        var parent = try catalog.commit(tip)
        var before = try catalog.commit(base).tree
        for commit in commits {
            let tree = try replay(from: before, to: commit.tree, onto: parent.tree)
            before = commit.tree
            guard tree != parent.tree else { continue }
            parent = try catalog.commit(write(commit, tree, onto: parent.id, now))
        }
        guard parent.id != tip else {
            throw RegistryError(
                .mergeRequestRefused, "main has all of it already.",
                remedy: "Close this merge request: `cairn mr close`.")
        }
        return parent.id
    }

    /// What the whole line changes, file by file.
    func changes(limit: Int) throws(RegistryError) -> [PathChange] {
        try changes(
            from: try catalog.commit(base).tree, to: commits[commits.count - 1].tree, limit)
    }

    private func changes(
        from old: ObjectID, to new: ObjectID, _ limit: Int
    ) throws(RegistryError) -> [PathChange] {
        try translate("what is proposed") { () throws(GitError) in
            try catalog.repository.changes(from: old, to: new, limit: limit)
        }
    }

    private func replay(
        from old: ObjectID, to new: ObjectID, onto tree: ObjectID
    ) throws(RegistryError) -> ObjectID {
        var edits: [TreeChange] = []
        var conflicts: [Objection] = []
        for change in try changes(from: old, to: new, PushLimits.standard.changedPaths) {
            guard let path = change.text else {
                throw RegistryError(
                    .pathRefused, "A path is not UTF-8.", remedy: "Rename that file.")
            }
            let found = try catalog.entry(at: path, in: tree)
            if found == change.new { continue }
            guard found == change.old else {
                conflicts.append(conflict(path))
                continue
            }
            edits.append(
                change.new.map { .put(path, $0.mode, $0.id) } ?? .remove(path))
        }
        guard conflicts.isEmpty else { throw RegistryError(Array(conflicts.prefix(100))) }
        return try translate("the rebased commit") { () throws(GitError) in
            try catalog.repository.rewrite(tree, edits)
        }
    }

    /// Every file that both this line and `main`, whose tree is given, have changed; nothing is
    /// written to find out.
    func conflicts(with tree: ObjectID) throws(RegistryError) -> [Objection] {
        var conflicts: [Objection] = []
        for change in try changes(limit: PushLimits.standard.changedPaths) {
            guard let path = change.text else { continue }
            let found = try catalog.entry(at: path, in: tree)
            if found != change.old, found != change.new { conflicts.append(conflict(path)) }
        }
        return Array(conflicts.prefix(100))
    }

    private func conflict(_ path: String) -> Objection {
        Objection(
            .conflict, "main has changed '\(path.printable)' too since this was begun.",
            remedy: "Run `git pull --rebase origin main`, settle it, and push again to revise the "
                + "merge request.")
    }

    /// The committer stays, too: whoever made a commit must not be freed from having made it.
    private func write(
        _ commit: Commit, _ tree: ObjectID, onto parent: ObjectID, _ now: Date
    ) throws(RegistryError) -> ObjectID {
        let committer = Identity(
            name: commit.committer.name, email: commit.committer.email, date: now)
        return try translate("the rebased commit") { () throws(GitError) in
            try catalog.repository.writeCommit(
                CommitDraft(
                    tree: tree, parents: [parent], author: commit.author, committer: committer,
                    message: commit.message))
        }
    }
}

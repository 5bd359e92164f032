package import RegistryCore

extension Repository {
    /// Every path, at or below the folder `prefix`, at which two trees differ, in Git's order;
    /// `nil` is a tree without entries.
    ///
    /// Enters only folders whose names differ, so the cost is that of the difference. Throws
    /// `tooMany` beyond `limit` differing entries, folders included, and beyond 64 levels or 4096
    /// bytes of path: a few kilobytes of hostile trees can name more paths than a disk can hold.
    package func changes(
        from old: ObjectID?, to new: ObjectID?, under prefix: String = "", limit: Int
    ) throws(GitError) -> [PathChange] {
        var comparison = TreeComparison(limit: limit)
        comparison.start(
            at: Array(prefix.utf8),
            old: try folder(prefix, in: old), new: try folder(prefix, in: new))
        return try comparison.run(in: self)
    }

    private func folder(_ path: String, in tree: ObjectID?) throws(GitError) -> TreeEntry? {
        guard let tree else { return nil }
        guard !path.isEmpty else { return TreeEntry(name: "", mode: .tree, id: tree) }
        return try entry(at: path, in: tree)
    }
}

/// A walk of two trees side by side, with its own stack, so that depth costs no thread's stack.
private struct TreeComparison {
    /// Two entries of one path, of which at most one is absent, both trees or neither.
    private struct Pair {
        let path: [UInt8]
        let depth: Int
        let old: TreeEntry?
        let new: TreeEntry?

        var isTree: Bool { (old ?? new)?.mode.isTree == true }

        /// Whether a folder comes that Git would not have written.
        var hasOddFolder: Bool {
            guard let new, new.mode.isTree, !path.isEmpty else { return false }
            return new.id == .emptyTree || new.mode != .tree
        }
    }

    private let limit: Int
    private var seen = 0
    /// The next pair is the last.
    private var pending: [Pair] = []

    init(limit: Int) {
        self.limit = limit
    }

    /// Begins at one path, which does not count towards the limit.
    mutating func start(at path: [UInt8], old: TreeEntry?, new: TreeEntry?) {
        guard old != new else { return }
        guard let old, let new, old.mode.isTree != new.mode.isTree else {
            pending = [Pair(path: path, depth: 0, old: old, new: new)]
            return
        }
        let pairs = [(old, nil as TreeEntry?), (nil, new)] as [(TreeEntry?, TreeEntry?)]
        pending = (old < new ? pairs.reversed() : pairs)
            .map { Pair(path: path, depth: 0, old: $0.0, new: $0.1) }
    }

    mutating func run(in repository: borrowing Repository) throws(GitError) -> [PathChange] {
        var changes: [PathChange] = []
        while let pair = pending.popLast() {
            if !pair.isTree || pair.hasOddFolder {
                changes.append(PathChange(path: pair.path, old: pair.old, new: pair.new))
            }
            if pair.isTree { try enter(pair, in: repository) }
        }
        return changes
    }

    private mutating func enter(
        _ pair: Pair, in repository: borrowing Repository
    ) throws(GitError) {
        guard pair.depth < TreePath.deepest else {
            throw .tooMany(.depth, limit: TreePath.deepest)
        }
        let old = try children(of: pair.old, in: repository)
        let new = try children(of: pair.new, in: repository)
        let depth = pair.depth + 1
        let prefix = pair.path.isEmpty ? [] : pair.path + [UInt8(ascii: "/")]
        for (old, new) in old.differences(to: new).reversed() {
            let path = prefix + ((old ?? new)?.name ?? [])
            try push(Pair(path: path, depth: depth, old: old, new: new))
        }
    }

    private func children(
        of entry: TreeEntry?, in repository: borrowing Repository
    ) throws(GitError) -> TreeBytes {
        guard let entry else { return .empty }
        return try repository.treeBytes(entry.id)
    }

    private mutating func push(_ pair: Pair) throws(GitError) {
        seen += 1
        guard seen <= limit else { throw .tooMany(.changes, limit: limit) }
        guard pair.path.count <= TreePath.longest else {
            throw .tooMany(.pathBytes, limit: TreePath.longest)
        }
        pending.append(pair)
    }
}

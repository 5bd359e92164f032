import RegistryCore

/// The small commits and trees that were read last: a root, a namespace and a model's folder are
/// on the way to every file.
///
/// libgit2 keeps their bytes, too, but each read of it costs a header, a copy and a parse. For one
/// thread at a time, like the repository it belongs to.
final class ObjectMemory {
    private var commits = RecentValues<ObjectID, Commit>(atMost: 4_096)
    private var trees = RecentValues<ObjectID, TreeBytes>(atMost: 2_048)

    /// Of larger ones there may be few, and each would take the place of a hundred others.
    private static let largest = 4_096

    /// The commit that `read` gives, unless it is known. `read` also says its length in bytes.
    func commit(
        _ id: ObjectID, reading read: () throws(GitError) -> (Commit, size: Int)
    ) throws(GitError) -> Commit {
        if let known = commits.value(of: id) { return known }
        let (commit, size) = try read()
        if size <= Self.largest { commits.keep(commit, of: id) }
        return commit
    }

    /// The tree that `read` gives, unless it is known.
    func tree(
        _ id: ObjectID, reading read: () throws(GitError) -> TreeBytes
    ) throws(GitError) -> TreeBytes {
        if let known = trees.value(of: id) { return known }
        let tree = try read()
        if tree.size <= Self.largest { trees.keep(tree, of: id) }
        return tree
    }
}

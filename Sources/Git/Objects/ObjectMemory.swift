import RegistryCore

/// The commits and trees that were read last: a root, a namespace and a model's folder are on the
/// way to every file.
///
/// libgit2 keeps their bytes, too, but each read of it costs a header, a copy and a parse. For one
/// thread at a time, like the repository it belongs to.
final class ObjectMemory {
    private var commits = RecentValues<ObjectID, Commit>(atMost: 4_096)
    private var trees = RecentValues<ObjectID, TreeBytes>(atMost: 2_048)
    /// The folder of all namespaces is long; whoever follows one commit or one history needs few.
    private var longTrees = RecentValues<ObjectID, TreeBytes>(atMost: 16)
    private var compared = RecentValues<ObjectID, [UInt8]>(atMost: 16)

    /// In bytes. Of larger ones there may be few, and each would take the place of a hundred
    /// others.
    private static let largest = 4_096
    private static let largestLong = 256 << 10

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
        if let known = trees.value(of: id) ?? longTrees.value(of: id) { return known }
        let tree = try read()
        switch tree.size {
        case ...Self.largest: trees.keep(tree, of: id)
        case ...Self.largestLong: longTrees.keep(tree, of: id)
        default: break
        }
        return tree
    }

    /// The bytes of a tree to compare with another: along a history the new side of one comparison
    /// is the old side of the next, and the folder of all namespaces is long.
    func bytes(
        ofTree id: ObjectID, reading read: () throws(GitError) -> [UInt8]
    ) throws(GitError) -> [UInt8] {
        if let known = compared.value(of: id) { return known }
        let bytes = try read()
        if bytes.count <= Self.largestLong { compared.keep(bytes, of: id) }
        return bytes
    }
}

package import RegistryCore

extension Repository {
    /// The entries in which two trees differ, in Git's order, each side's where it has one; `nil`
    /// is a tree without entries. Folders are not entered.
    package func differences(
        from old: ObjectID?, to new: ObjectID?
    ) throws(GitError) -> [(old: TreeEntry?, new: TreeEntry?)] {
        guard old != new else { return [] }
        let pair = TreePair(old: try rawTree(old), new: try rawTree(new))
        guard let differing = pair.differing else { throw .malformed(new ?? old ?? .zero) }
        return differing.old.differences(to: differing.new)
    }

    private func rawTree(_ id: ObjectID?) throws(GitError) -> [UInt8] {
        guard let id else { return [] }
        return try memory.bytes(ofTree: id) { () throws(GitError) in
            try bytes(of: id, as: .tree, limit: ObjectLimit.tree)
        }
    }
}

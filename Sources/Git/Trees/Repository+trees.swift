package import RegistryCore

extension Repository {
    /// The entries of a tree of at most `ObjectLimit.tree` bytes, in Git's order, each exactly as
    /// stored. Throws `malformed` for a tree Git would not have written.
    package func tree(_ id: ObjectID) throws(GitError) -> [TreeEntry] {
        let tree = try treeBytes(id)
        return tree.places.map(tree.entry)
    }

    /// Keeps a tree of these entries, in whatever order given, and returns its name.
    ///
    /// Every entry but a submodule must name an object that is there, and no name may come twice.
    package func writeTree(_ entries: [TreeEntry]) throws(GitError) -> ObjectID {
        for entry in entries {
            try requireTarget(of: entry)
        }
        return try writeCheckedTree(entries)
    }

    /// The entry at `path` below `tree`; `nil` if there is none.
    package func entry(at path: String, in tree: ObjectID) throws(GitError) -> TreeEntry? {
        var found: TreeEntry?
        var folder = tree
        for component in try TreePath(path).components {
            guard found?.mode.isTree ?? true else { return nil }
            found = try child(component, of: folder)
            guard let next = found else { return nil }
            folder = next.id
        }
        return found
    }

    private func child(
        _ name: [UInt8], of tree: ObjectID
    ) throws(GitError) -> TreeEntry? {
        try treeBytes(tree).entry(named: name)
    }

    /// A tree with its entries where they lie.
    func treeBytes(_ id: ObjectID) throws(GitError) -> TreeBytes {
        try memory.tree(id) { () throws(GitError) in
            let bytes = try bytes(of: id, as: .tree, limit: ObjectLimit.tree)
            guard let tree = TreeBytes(bytes) else { throw .malformed(id) }
            return tree
        }
    }

    /// Throws unless a tree may hold `entry`.
    func requireTarget(of entry: TreeEntry) throws(GitError) {
        guard !entry.mode.isSubmodule else { return }
        try require(entry.id, is: entry.mode.isTree ? .tree : .blob)
    }

    /// Writes a tree whose targets are known to be there, so untouched siblings cost nothing.
    func writeCheckedTree(_ entries: [TreeEntry]) throws(GitError) -> ObjectID {
        if let odd = entries.first(where: { !isStorable($0.name) }) {
            throw .invalidPath(String(decoding: odd.name, as: UTF8.self))
        }
        let bytes = TreeEncoding.encode(entries.sorted())
        guard TreeEncoding.decode(bytes) != nil else {
            throw .invalidPath(repeatedName(among: entries))
        }
        return try write(bytes, as: .tree)
    }
}

private func repeatedName(among entries: [TreeEntry]) -> String {
    var seen: Set<[UInt8]> = []
    let repeated = entries.first { !seen.insert($0.name).inserted }
    return String(decoding: repeated?.name ?? [], as: UTF8.self)
}

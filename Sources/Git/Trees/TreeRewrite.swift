package import RegistryCore

extension Repository {
    /// Keeps `tree` (nothing, if `nil`) with `changes` made in their order, and returns its name.
    ///
    /// Reads and writes only the folders above a change; everything else is named as before, so
    /// the result is what `git` would build. Folders left empty vanish.
    package func rewrite(
        _ tree: ObjectID?, _ changes: [TreeChange]
    ) throws(GitError) -> ObjectID {
        var edits = TreeEdit()
        for change in changes {
            try edits.add(change, in: self)
        }
        let root = tree.map { TreeEntry(name: "", mode: .tree, id: $0) }
        guard let result = try edits.applied(to: root, name: [], in: self) else {
            return try writeCheckedTree([])
        }
        return result.id
    }
}

/// What is to become of one path, and of the paths below it.
private struct TreeEdit {
    private enum Place {
        case asItWas
        case removed
        case replaced(FileMode, ObjectID)
    }

    private var place = Place.asItWas
    private var below: [[UInt8]: TreeEdit] = [:]

    mutating func add(
        _ change: TreeChange, in repository: borrowing Repository
    ) throws(GitError) {
        switch change {
        case .remove(let path):
            set(.removed, at: try TreePath(path).components[...])
        case .put(let path, let mode, let id):
            let path = try TreePath(path).components
            let entry = TreeEntry(name: path.last ?? [], mode: mode, id: id)
            try repository.requireTarget(of: entry)
            set(id == .emptyTree ? .removed : .replaced(mode, id), at: path[...])
        }
    }

    /// A later edit of a path undoes the earlier ones of it and below it.
    private mutating func set(_ place: Place, at path: ArraySlice<[UInt8]>) {
        guard let name = path.first else {
            self = TreeEdit(place: place)
            return
        }
        below[name, default: TreeEdit()].set(place, at: path.dropFirst())
    }

    /// What stands at the path afterwards; the depth is bounded by `TreePath.deepest`.
    func applied(
        to base: TreeEntry?, name: [UInt8], in repository: borrowing Repository
    ) throws(GitError) -> TreeEntry? {
        let start = placed(over: base, name: name)
        guard !below.isEmpty else { return start?.id == .emptyTree ? nil : start }
        let isFolder = start?.mode.isTree == true
        let old = isFolder ? try repository.tree(start?.id ?? .emptyTree) : []
        let new = try children(of: old, in: repository)
        guard !new.isEmpty else { return isFolder ? nil : start }
        guard new != old else { return start }
        return TreeEntry(name: name, mode: .tree, id: try repository.writeCheckedTree(new))
    }

    private func placed(over base: TreeEntry?, name: [UInt8]) -> TreeEntry? {
        switch place {
        case .asItWas: base
        case .removed: nil
        case .replaced(let mode, let id): TreeEntry(name: name, mode: mode, id: id)
        }
    }

    private func children(
        of entries: [TreeEntry], in repository: borrowing Repository
    ) throws(GitError) -> [TreeEntry] {
        var children = Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0) })
        for (name, edit) in below {
            children[name] = try edit.applied(to: children[name], name: name, in: repository)
        }
        return children.values.sorted()
    }
}

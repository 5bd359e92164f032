package import RegistryCore

/// One line of a tree.
package struct TreeEntry: Hashable, Sendable {
    /// One path component: bytes, for nothing says that they are UTF-8.
    package let name: [UInt8]
    package let mode: FileMode
    package let id: ObjectID

    package init(name: [UInt8], mode: FileMode, id: ObjectID) {
        self.name = name
        self.mode = mode
        self.id = id
    }

    /// An entry with a name of our own choosing.
    package init(name: String, mode: FileMode, id: ObjectID) {
        self.init(name: Array(name.utf8), mode: mode, id: id)
    }

    /// The name as text; `nil` if it is not UTF-8.
    package var text: String? {
        String(validating: name, as: UTF8.self)
    }
}

extension TreeEntry: Comparable {
    /// Git's order: by bytes, a folder's name counting as if it ended in a slash.
    package static func < (left: TreeEntry, right: TreeEntry) -> Bool {
        for (one, other) in zip(left.name, right.name) where one != other {
            return one < other
        }
        let common = min(left.name.count, right.name.count)
        return left.byte(at: common) < right.byte(at: common)
    }

    private func byte(at index: Int) -> UInt8 {
        guard index == name.count else { return name[index] }
        return mode.isTree ? UInt8(ascii: "/") : 0
    }
}

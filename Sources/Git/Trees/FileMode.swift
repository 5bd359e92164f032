/// What a tree says an entry is, exactly as stored: hostile trees hold any octal number.
package struct FileMode: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// A plain file.
    package static let file = FileMode(rawValue: 0o100644)
    /// A file that may be run.
    package static let executable = FileMode(rawValue: 0o100755)
    /// A symbolic link, its target being the blob.
    package static let symlink = FileMode(rawValue: 0o120000)
    /// A folder, being a tree itself.
    package static let tree = FileMode(rawValue: 0o040000)
    /// A commit of another repository.
    package static let submodule = FileMode(rawValue: 0o160000)

    /// Whether the entry names a tree (`S_ISDIR`), whatever permissions are beside it.
    package var isTree: Bool {
        rawValue & 0o170000 == 0o040000
    }

    /// Whether the entry names a commit that need not be in the repository (`S_ISGITLINK`).
    package var isSubmodule: Bool {
        rawValue & 0o170000 == 0o160000
    }
}

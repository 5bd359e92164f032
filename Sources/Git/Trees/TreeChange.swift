package import RegistryCore

/// One edit of a tree, by path.
package enum TreeChange: Equatable, Sendable {
    /// Puts an object at the path, in place of whatever is there; folders above it come by
    /// themselves, and a file in the way of one gives way. With `.tree` a whole folder is put.
    case put(String, FileMode, ObjectID)
    /// Removes the file or folder at the path, if there is one.
    case remove(String)
}

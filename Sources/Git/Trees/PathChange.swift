/// One path at which two trees differ; a folder counts by what is in it.
///
/// A new folder that Git would not have written, empty or with permissions in its mode, counts
/// itself too: nothing in it would tell of it.
package struct PathChange: Hashable, Sendable {
    /// From the root, slash between components: bytes, for names need not be UTF-8.
    package let path: [UInt8]
    /// `nil` if the path is new.
    package let old: TreeEntry?
    /// `nil` if the path is gone.
    package let new: TreeEntry?

    /// The path as text; `nil` if it is not UTF-8.
    package var text: String? {
        String(validating: path, as: UTF8.self)
    }
}

/// The components of a path inside a tree.
///
/// Bytes, because Swift's strings call two spellings of "é" equal and Git does not.
struct TreePath {
    let components: [[UInt8]]

    /// The most folders above one another that are read or written.
    static let deepest = 64
    /// The longest path in bytes (Linux `PATH_MAX`).
    static let longest = 4096

    /// Splits at slashes; refuses what Git would not keep as a path (`verify_path`).
    init(_ path: String) throws(GitError) {
        components = path.utf8.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
        ).map(Array.init)
        guard components.allSatisfy(isStorable) else { throw .invalidPath(path) }
        guard components.count <= Self.deepest else {
            throw .tooMany(.depth, limit: Self.deepest)
        }
        guard path.utf8.count <= Self.longest else {
            throw .tooMany(.pathBytes, limit: Self.longest)
        }
    }
}

/// Whether a tree we write may hold an entry of that name.
func isStorable(_ name: [UInt8]) -> Bool {
    guard !name.isEmpty, !name.contains(0), !name.contains(UInt8(ascii: "/")) else { return false }
    guard name.first == UInt8(ascii: ".") else { return true }
    return ![".", "..", ".git"].contains(String(decoding: name, as: UTF8.self).lowercased())
}

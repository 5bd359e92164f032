import RegistryCore

/// A tree's bytes: `<octal mode> <name>\0<20 bytes of name>` per entry, in order.
///
/// Read here rather than by libgit2, which narrows modes to 16 bits and forgives disorder: what
/// this accepts has one spelling, so a tree read and written again is the same tree.
enum TreeEncoding {
    /// The entries, or `nil` unless Git itself would have written these bytes.
    static func decode(_ bytes: [UInt8]) -> [TreeEntry]? {
        guard let tree = TreeBytes(bytes) else { return nil }
        return tree.places.map(tree.entry)
    }

    /// The bytes of entries that are already in order.
    static func encode(_ entries: [TreeEntry]) -> [UInt8] {
        entries.flatMap { entry in
            Array("\(String(entry.mode.rawValue, radix: 8)) ".utf8) + entry.name + [0]
                + entry.id.rawBytes
        }
    }
}

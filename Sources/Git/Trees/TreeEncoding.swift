import RegistryCore

/// A tree's bytes: `<octal mode> <name>\0<20 bytes of name>` per entry, in order.
///
/// Read here rather than by libgit2, which narrows modes to 16 bits and forgives disorder: what
/// this accepts has one spelling, so a tree read and written again is the same tree.
enum TreeEncoding {
    /// The entries, or `nil` unless Git itself would have written these bytes.
    static func decode(_ bytes: [UInt8]) -> [TreeEntry]? {
        var entries: [TreeEntry] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let entry = entry(from: &rest), entries.last.map({ $0 < entry }) ?? true else {
                return nil
            }
            entries.append(entry)
        }
        // The order lets a file and a folder of one name stand apart; nothing else can repeat.
        return Set(entries.map(\.name)).count == entries.count ? entries : nil
    }

    /// The bytes of entries that are already in order.
    static func encode(_ entries: [TreeEntry]) -> [UInt8] {
        entries.flatMap { entry in
            Array("\(String(entry.mode.rawValue, radix: 8)) ".utf8) + entry.name + [0]
                + entry.id.rawBytes
        }
    }

    private static func entry(from rest: inout ArraySlice<UInt8>) -> TreeEntry? {
        guard let space = rest.firstIndex(of: UInt8(ascii: " ")),
            let mode = mode(rest[..<space]),
            let end = rest[space...].firstIndex(of: 0), rest.endIndex - end > 20
        else { return nil }
        let name = Array(rest[(space + 1)..<end])
        guard !name.isEmpty, !name.contains(UInt8(ascii: "/")) else { return nil }
        let id = ObjectID(rawBytes: rest[(end + 1)...(end + 20)])
        rest = rest[(end + 21)...]
        return TreeEntry(name: name, mode: mode, id: id)
    }

    private static func mode(_ digits: ArraySlice<UInt8>) -> FileMode? {
        guard (1...11).contains(digits.count), digits.first != UInt8(ascii: "0"),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) })
        else { return nil }
        let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 8)
        return number.map(FileMode.init(rawValue:))
    }
}

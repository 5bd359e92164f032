import RegistryCore

/// Reads the `key value` lines that stand above a commit's or a tag's message.
///
/// Ours rather than libgit2's: fields must come from the very bytes a signature covers, without
/// libgit2's leniency towards bytes Git would not write and without C strings, which end at a NUL.
struct HeaderReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    /// Takes the next line's value if the line is `key`'s.
    mutating func value(_ key: String) -> ArraySlice<UInt8>? {
        let prefix = Array("\(key) ".utf8)
        guard rest.starts(with: prefix), let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
            return nil
        }
        defer { rest = rest[(end + 1)...] }
        return rest[(rest.startIndex + prefix.count)..<end]
    }

    /// Takes the next line's value as an object's name if the line is `key`'s and the value one.
    mutating func id(_ key: String) -> ObjectID? {
        value(key).flatMap { ObjectID(parsing: $0) }
    }

    /// Takes all lines up to the first empty one.
    mutating func skipHeaders() -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")), end != rest.startIndex {
            lines.append(rest[..<end])
            rest = rest[(end + 1)...]
        }
        return lines
    }

    /// What stands below the first empty line, any headers in between being skipped; bytes that
    /// are not UTF-8 are replaced.
    mutating func message() -> String {
        _ = skipHeaders()
        return String(decoding: rest.dropFirst(), as: UTF8.self)
    }
}

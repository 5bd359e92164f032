/// A comma-separated list of patterns, as OpenSSH writes them (PATTERNS in ssh_config(5)): `*` is
/// any bytes, `?` any one byte, and a pattern after `!` excludes what it matches.
package struct PatternList: Equatable, Sendable {
    /// The patterns as written, empty ones included.
    package let patterns: [String]

    /// OpenSSH gives up on a list at a pattern of this many bytes.
    private static let tooLong = 1023

    /// Cuts `text` at its commas; any text is a list.
    package init(parsing text: String) {
        patterns = text.utf8
            .split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether some pattern matches `text` and no excluding one does; case counts.
    package func matches(_ text: String) -> Bool {
        var isMatched = false
        for pattern in patterns.map({ Array($0.utf8) }) {
            let excludes = pattern.first == UInt8(ascii: "!")
            let body = pattern.dropFirst(excludes ? 1 : 0)
            guard body.count < Self.tooLong else { return false }
            guard matchesPattern(Array(text.utf8)[...], body) else { continue }
            guard !excludes else { return false }
            isMatched = true
        }
        return isMatched
    }
}

/// Whether `pattern` matches the whole of `text`, in time of at most the product of their lengths:
/// on a mismatch only the last `*` needs to take one byte more.
private func matchesPattern(_ text: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
    var (text, pattern) = (text, pattern)
    var lastStar: (pattern: ArraySlice<UInt8>, text: ArraySlice<UInt8>)?
    while let byte = text.first {
        if pattern.first == UInt8(ascii: "*") {
            pattern.removeFirst()
            lastStar = (pattern, text)
        } else if pattern.first == byte || pattern.first == UInt8(ascii: "?") {
            pattern.removeFirst()
            text.removeFirst()
        } else if let star = lastStar {
            text = star.text.dropFirst()
            pattern = star.pattern
            lastStar = (pattern, text)
        } else {
            return false
        }
    }
    return pattern.allSatisfy { $0 == UInt8(ascii: "*") }
}

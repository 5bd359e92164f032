package import RegistryCore

/// A pattern for artifact paths, in the manner of `.gitignore`: `*` and `?` stay within a part of
/// the path, `**` crosses parts, and a pattern without a slash matches in every folder.
package struct PathPattern: Hashable, Sendable {
    private let parts: [[Character]]

    /// Longer than any path an artifact can have.
    private static let longest = 4096

    /// Takes a pattern; one that begins with `artifacts/` means the same without.
    package init(checking text: String) throws(RegistryError) {
        guard (1...Self.longest).contains(text.utf8.count) else {
            throw RegistryError(
                .usage, "A pattern has 1 to \(Self.longest) bytes.",
                remedy: "Write one such as '*.safetensors' or 'tokenizer/**'.")
        }
        let text = text.hasPrefix("artifacts/") ? text.dropFirst("artifacts/".count) : text[...]
        var parts = text.split(separator: "/").map(Array.init)
        if parts.count == 1 { parts.insert(["*", "*"], at: 0) }
        if text.hasSuffix("/") { parts.append(["*", "*"]) }
        self.parts = parts
    }

    /// Whether `path` is meant.
    package func matches(_ path: ArtifactPath) -> Bool {
        let parts = path.description.split(separator: "/").map(Array.init)
        return matchWild(self.parts, parts, isWild: { $0 == ["*", "*"] }, fits: fits)
    }

    private func fits(_ pattern: [Character], _ part: [Character]) -> Bool {
        matchWild(pattern, part, isWild: { $0 == "*" }, fits: { $0 == "?" || $0 == $1 })
    }
}

/// Matches a list against a pattern in which some elements stand for any number of others.
///
/// Goes back only to the last of those, so the time is at most the product of the lengths.
private func matchWild<Element>(
    _ pattern: [Element], _ list: [Element], isWild: (Element) -> Bool,
    fits: (Element, Element) -> Bool
) -> Bool {
    var (pattern, list) = (pattern[...], list[...])
    var retry: (pattern: ArraySlice<Element>, list: ArraySlice<Element>)?
    while !list.isEmpty || !pattern.isEmpty {
        if let next = pattern.first, isWild(next) {
            pattern = pattern.dropFirst()
            retry = (pattern, list)
        } else if let next = pattern.first, let element = list.first, fits(next, element) {
            pattern = pattern.dropFirst()
            list = list.dropFirst()
        } else if let again = retry, !again.list.isEmpty {
            (pattern, list) = (again.pattern, again.list.dropFirst())
            retry = (pattern, list)
        } else {
            return false
        }
    }
    return true
}

/// What `--set` takes: a field of a manifest, by the keys that lead to it, and its new text.
package struct SettingWord: Word {
    /// From the outermost key inwards; never empty.
    package let keys: [String]
    package let value: String

    /// More levels than any manifest has.
    private static let deepest = 32

    package static let noun = "a field with its value"
    package static let grammar = "<key>[.<key>…]=<value>, such as framework.name=pytorch"

    /// Splits at the first `=`, and before it at every `.`.
    package init?(parsing text: String) {
        guard let (path, value) = text.cut(at: "=") else { return nil }
        let keys = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard keys.count <= Self.deepest, keys.allSatisfy(\.isPlainName) else { return nil }
        self.keys = keys
        self.value = value
    }

    package var description: String { "\(keys.joined(separator: "."))=\(value)" }
}

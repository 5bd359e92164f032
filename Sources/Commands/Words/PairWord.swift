/// What `--param` and `--tag` take: a name, and a text that may be empty.
package struct PairWord: Word {
    package let key: String
    package let value: String

    package static let noun = "a name with its value"
    package static let grammar = "<name>=<value>, such as learning_rate=0.0003"

    /// Splits at the first `=`, so the value may hold more of them.
    package init?(parsing text: String) {
        guard let (key, value) = text.cut(at: "="), key.isPlainName else { return nil }
        self.key = key
        self.value = value
    }

    package var description: String { "\(key)=\(value)" }
}

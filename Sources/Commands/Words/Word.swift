package import RegistryCore

/// A word of the command line that has parts of its own, such as `auc=0.94`.
///
/// Arguments take one with `transform: MetricWord.init(checking:)`, because a parser's own
/// `init?(argument:)` could refuse a word but not say why.
package protocol Word: Hashable, Sendable, CustomStringConvertible {
    /// What is being said, as a sentence calls it: "a metric".
    static var noun: String { get }
    /// The form a valid word has, with an example, ending a sentence that begins "Write …".
    static var grammar: String { get }
    /// Takes a valid word; `nil` for any other text.
    init?(parsing text: String)
}

extension Word {
    /// Reads what a person typed, or says what form it should have.
    package init(checking text: String) throws(RegistryError) {
        guard let word = Self(parsing: text) else {
            throw RegistryError(
                .usage, "'\(text.printable)' can't be read as \(Self.noun).",
                remedy: "Write \(Self.grammar).")
        }
        self = word
    }
}

extension RegistryError: CustomStringConvertible {
    /// Every objection with its remedy, as the parser quotes a word's refusal.
    package var description: String {
        objections.map { "\($0.message) \($0.remedy)" }.joined(separator: " ")
    }
}

extension StringProtocol {
    /// What stands before and after the first `separator`; `nil` if there is none.
    func cut(at separator: Character) -> (head: String, tail: String)? {
        guard let index = firstIndex(of: separator) else { return nil }
        return (String(self[..<index]), String(self[self.index(after: index)...]))
    }

    /// What stands before and after the last `separator`; `nil` if there is none.
    func cut(atLast separator: Character) -> (head: String, tail: String)? {
        guard let index = lastIndex(of: separator) else { return nil }
        return (String(self[..<index]), String(self[self.index(after: index)...]))
    }

    /// Whether it can name something: not empty, no more than 250 bytes, without spaces at its
    /// ends, and nothing in it that a terminal would act on.
    var isPlainName: Bool {
        (1...250).contains(utf8.count) && first != " " && last != " " && inert == self
    }
}

/// What tells several merge requests of one person into one branch apart.
package struct TopicName: TextualName {
    private let text: String

    package static let noun = "a topic"
    package static let grammar =
        "lower-case letters, digits, '.', '_' and '-', at most 64 long, beginning with a letter "
        + "or digit, without '..' and not ending in '.' or '.lock'"

    package init?(parsing text: some StringProtocol) {
        guard (1...64).contains(text.utf8.count), let first = text.utf8.first, isNameByte(first),
            text.utf8.allSatisfy({ isNameByte($0, or: "._-") }), !text.contains(".."),
            !text.hasSuffix("."), !text.hasSuffix(".lock")
        else { return nil }
        self.text = String(text)
    }

    package var description: String { text }
}

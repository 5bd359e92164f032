/// The name of a stage: `development`, `staging`, `production`, … as the policy lists them.
package struct StageName: TextualName {
    private let text: String

    package static let noun = "a stage"
    package static let grammar =
        "a lower-case letter, then up to 30 lower-case letters, digits and '-'"

    package init?(parsing text: some StringProtocol) {
        guard isPointerName(text) else { return nil }
        self.text = String(text)
    }

    package var description: String { text }
}

/// A free name for one version of a model, such as `champion`.
package struct AliasName: TextualName {
    private let text: String

    package static let noun = "an alias"
    package static let grammar =
        StageName.grammar
        + ", and neither 'latest', 'main', 'head', 'v' and a number, nor only hex digits"

    package init?(parsing text: some StringProtocol) {
        let isHex = text.utf8.allSatisfy {
            isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
        }
        let isVersion =
            text.hasPrefix("v") && text.utf8.count > 1 && text.utf8.dropFirst().allSatisfy(isDigit)
        guard isPointerName(text), !isHex, !isVersion, !["latest", "main", "head"].contains(text)
        else { return nil }
        self.text = String(text)
    }

    package var description: String { text }
}

/// `[a-z][a-z0-9-]{0,30}`, which stages and aliases share because a reference may be either.
private func isPointerName(_ text: some StringProtocol) -> Bool {
    guard let first = text.utf8.first, isLowerLetter(first), text.utf8.count <= 31 else {
        return false
    }
    return text.utf8.allSatisfy { isNameByte($0, or: "-") }
}

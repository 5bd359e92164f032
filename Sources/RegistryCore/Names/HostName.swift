/// The name of a machine on the web, as browsers write it: never a number.
package struct HostName: TextualName {
    package static let noun = "a host"
    package static let grammar =
        "localhost, or lower-case letters, digits and hyphens between dots, at most 253 bytes; "
        + "no port, and no IP address"

    package let description: String

    package init?(parsing text: some StringProtocol) {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= 253, labels.count > 1 || text == "localhost",
            labels.allSatisfy({ Self.isLabel(String($0)) }),
            let last = labels.last, last.utf8.contains(where: isLowerLetter)
        else { return nil }
        description = String(text)
    }

    private static func isLabel(_ text: String) -> Bool {
        (1...63).contains(text.utf8.count) && !text.hasPrefix("-") && !text.hasSuffix("-")
            && text.utf8.allSatisfy { isNameByte($0, or: "-") }
    }
}

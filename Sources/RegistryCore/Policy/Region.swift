/// Where a bucket is, by the name that its provider gave the place: `eu-central-1`.
package struct Region: TextualName {
    package static let noun = "a region"
    package static let grammar = "1 to 40 lower-case letters, digits and dashes"

    package let description: String

    package init?(parsing text: some StringProtocol) {
        guard (1...40).contains(text.utf8.count), text.utf8.allSatisfy({ isNameByte($0, or: "-") })
        else { return nil }
        description = String(text)
    }
}

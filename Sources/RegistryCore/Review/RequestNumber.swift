/// The number of a merge request: 1, 2, 3… per registry, never reused.
package struct RequestNumber: CountingNumber {
    package let value: Int
    package static let noun = "number of a merge request"

    package init(_ value: Int) {
        precondition((1...Self.largest).contains(value), "merge requests count from 1")
        self.value = value
    }

    /// Reads a number that a person typed, with or without the `!` that pages put before it.
    package init(checking text: String) throws(RegistryError) {
        guard let number = Self(digits: text.hasPrefix("!") ? text.dropFirst() : text[...]) else {
            throw RegistryError(
                .nameInvalid, "'\(text.printable)' is no number of a merge request.",
                remedy: "Run `cairn mr list` to see them.")
        }
        self = number
    }
}

extension RequestNumber: CustomStringConvertible {
    package var description: String { "\(value)" }
}

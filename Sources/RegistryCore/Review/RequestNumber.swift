/// The number of a merge request: 1, 2, 3… per registry, never reused.
package struct RequestNumber: Hashable, Comparable, Sendable {
    package let value: Int

    /// The number that a registry's first merge request has.
    package static let first = RequestNumber(1)

    /// The largest number there is, so text and arithmetic stay bounded.
    package static let largest = 999_999_999

    /// Traps unless `value` lies within 1…999,999,999.
    package init(_ value: Int) {
        precondition((1...Self.largest).contains(value), "merge requests count from 1")
        self.value = value
    }

    /// Reads `7`, in decimal digits without leading zeros; `nil` otherwise.
    package init?(parsing text: some StringProtocol) {
        guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy(isDigit),
            text.utf8.first != UInt8(ascii: "0"), let value = Int(text)
        else { return nil }
        self.value = value
    }

    /// Reads a number that a person typed, with or without the `!` that pages put before it.
    package init(checking text: String) throws(RegistryError) {
        guard let number = Self(parsing: text.hasPrefix("!") ? text.dropFirst() : text[...]) else {
            throw RegistryError(
                .nameInvalid, "'\(text.printable)' is no number of a merge request.",
                remedy: "Run `cairn mr list` to see them.")
        }
        self = number
    }

    /// The number the next merge request has.
    package var next: RequestNumber { RequestNumber(value + 1) }

    package static func < (left: RequestNumber, right: RequestNumber) -> Bool {
        left.value < right.value
    }
}

extension RequestNumber: CustomStringConvertible, Codable {
    package var description: String { "\(value)" }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let value = try container.decode(Int.self)
        guard (1...Self.largest).contains(value) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\(value) is no number of a merge request")
        }
        self.value = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

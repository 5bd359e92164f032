/// The number of a version: 1, 2, 3… per model, never reused.
package struct VersionNumber: Hashable, Comparable, Sendable {
    package let value: Int

    /// The number that a model's first version has.
    package static let first = VersionNumber(1)

    /// The largest number there is, so text and arithmetic stay bounded.
    package static let largest = 999_999_999

    /// Traps unless `value` lies within 1…999,999,999.
    package init(_ value: Int) {
        precondition((1...Self.largest).contains(value), "version numbers count from 1")
        self.value = value
    }

    /// Reads `v3`, in decimal digits without leading zeros; `nil` otherwise.
    package init?(parsing text: some StringProtocol) {
        guard text.hasPrefix("v"), let number = VersionNumber(digits: text.dropFirst()) else {
            return nil
        }
        self = number
    }

    /// Reads `3`, in decimal digits without leading zeros; `nil` otherwise.
    package init?(digits: some StringProtocol) {
        guard (1...9).contains(digits.utf8.count), digits.utf8.allSatisfy(isDigit),
            digits.utf8.first != UInt8(ascii: "0"), let value = Int(digits)
        else { return nil }
        self.value = value
    }

    /// The number the model's next version has.
    package var next: VersionNumber { VersionNumber(value + 1) }

    package static func < (left: VersionNumber, right: VersionNumber) -> Bool {
        left.value < right.value
    }
}

extension VersionNumber: CustomStringConvertible, Codable {
    package var description: String { "v\(value)" }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let value = try container.decode(Int.self)
        guard (1...Self.largest).contains(value) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\(value) is no version number: they count from 1")
        }
        self.value = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

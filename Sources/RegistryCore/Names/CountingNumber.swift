/// A number that counts 1, 2, 3… and is never reused.
package protocol CountingNumber: Hashable, Comparable, Sendable, Codable {
    var value: Int { get }
    /// What it is called in an error, without an article.
    static var noun: String { get }

    /// Traps unless `value` lies within 1…999,999,999.
    init(_ value: Int)
}

extension CountingNumber {
    /// The number of whatever came first.
    package static var first: Self { Self(1) }

    /// The largest number there is, so text and arithmetic stay bounded.
    package static var largest: Int { 999_999_999 }

    /// The number that comes after this one.
    package var next: Self { Self(value + 1) }

    /// Reads `3`, in decimal digits without leading zeros; `nil` otherwise.
    package init?(digits: some StringProtocol) {
        guard (1...9).contains(digits.utf8.count), digits.utf8.allSatisfy(isDigit),
            digits.utf8.first != UInt8(ascii: "0"), let value = Int(digits)
        else { return nil }
        self.init(value)
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.value < right.value
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let value = try container.decode(Int.self)
        guard (1...Self.largest).contains(value) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "\(value) is no \(Self.noun): they count from 1")
        }
        self.init(value)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

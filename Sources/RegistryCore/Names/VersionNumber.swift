/// The number of a version: 1, 2, 3… per model, never reused.
package struct VersionNumber: CountingNumber {
    package let value: Int
    package static let noun = "version number"

    package init(_ value: Int) {
        precondition((1...Self.largest).contains(value), "version numbers count from 1")
        self.value = value
    }

    /// Reads `v3`, in decimal digits without leading zeros; `nil` otherwise.
    package init?(parsing text: some StringProtocol) {
        guard text.hasPrefix("v") else { return nil }
        self.init(digits: text.dropFirst())
    }
}

extension VersionNumber: CustomStringConvertible {
    package var description: String { "v\(value)" }
}

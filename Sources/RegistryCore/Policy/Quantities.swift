/// A number of bytes, written `512`, `10KiB`, `1MiB`, `2GiB` or `1TiB`.
package struct ByteCount: Hashable, Sendable, Codable, CustomStringConvertible {
    package let bytes: Int64

    private static let units: [(String, Int64)] = [
        ("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1), ("", 1),
    ]

    package init(_ bytes: Int64) {
        self.bytes = bytes
    }

    /// Reads digits and a binary unit; `nil` otherwise, or where it would overflow.
    package init?(parsing text: String) {
        guard let (unit, factor) = Self.units.first(where: { text.hasSuffix($0.0) }),
            let count = Int64(digits: text.dropLast(unit.count))
        else { return nil }
        let (bytes, overflow) = count.multipliedReportingOverflow(by: factor)
        guard !overflow else { return nil }
        self.bytes = bytes
    }

    package init(from decoder: any Decoder) throws {
        self = try decodeText(
            from: decoder, rule: "no size: write 512, 10KiB, 1MiB, 2GiB or 1TiB",
            Self.init(parsing:))
    }

    package func encode(to encoder: any Encoder) throws {
        try encodeText(exactText, to: encoder)
    }

    /// The largest unit that loses nothing.
    private var exactText: String {
        for (unit, factor) in Self.units where bytes % factor == 0 && bytes >= factor {
            return "\(bytes / factor)\(unit)"
        }
        return "\(bytes)"
    }

    /// For people: three digits and a unit, such as `1.50 GiB`.
    package var description: String {
        guard let (unit, factor) = Self.units.first(where: { bytes >= $0.1 && $0.1 > 1 }) else {
            return "\(bytes) B"
        }
        let hundredths = Int64(Double(bytes) / Double(factor) * 100)
        let fraction = hundredths % 100
        return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction) \(unit)"
    }
}

/// A length of time, written `90s`, `15m`, `12h`, `30d` or `4w`.
package struct TimeSpan: Hashable, Sendable, Codable, CustomStringConvertible {
    package let seconds: Int64
    private let text: String

    private static let units: [Character: Int64] = [
        "s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800,
    ]

    /// Reads digits and a unit; `nil` otherwise, or above a hundred years.
    package init?(parsing text: String) {
        guard let unit = text.last, let factor = Self.units[unit],
            let count = Int64(digits: text.dropLast()), count <= 3_155_760_000 / factor
        else { return nil }
        seconds = count * factor
        self.text = text
    }

    package var description: String { text }

    package init(from decoder: any Decoder) throws {
        self = try decodeText(
            from: decoder, rule: "no length of time: write 90s, 15m, 12h, 30d or 4w",
            Self.init(parsing:))
    }

    package func encode(to encoder: any Encoder) throws {
        try encodeText(text, to: encoder)
    }
}

extension Int64 {
    /// Reads decimal digits and nothing else: no sign, which `Int64.init` would take.
    fileprivate init?(digits: Substring) {
        guard digits.utf8.allSatisfy(isDigit), let value = Int64(digits) else { return nil }
        self = value
    }
}

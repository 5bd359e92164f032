import FoundationEssentials

/// A stretch of time in a query: a day, `2026-10-01`, or a second, `2026-10-01T12:00:00Z`.
package struct SearchDate: Hashable, Sendable, CustomStringConvertible {
    /// From its first second to before the first one after it, in seconds since 1970.
    package let seconds: Range<Int64>
    package let description: String

    /// Reads a day or an instant in UTC; `nil` for any other text.
    init?(parsing text: String) {
        let day = Day(parsing: text)
        guard let start = day?.start ?? Date(timestamp: text) else { return nil }
        let first = Int64(start.timeIntervalSince1970)
        seconds = first..<(first + (day == nil ? 1 : 86_400))
        description = text
    }

    /// The seconds since 1970 that lie as `comparison` says: after a day is after its end.
    package func seconds(_ comparison: SearchCondition.Comparison) -> Range<Int64> {
        switch comparison {
        case .equal: seconds
        case .less: .min..<seconds.lowerBound
        case .atMost: .min..<seconds.upperBound
        case .greater: seconds.upperBound..<Int64.max
        case .atLeast: seconds.lowerBound..<Int64.max
        }
    }
}

package import FoundationEssentials

extension Date {
    /// Reads `2026-11-20T14:03:11Z`: UTC, whole seconds, and nothing else; `nil` otherwise.
    package init?(timestamp text: String) {
        let style = Date.ISO8601FormatStyle()
        guard text.utf8.count == 20, text.hasSuffix("Z"), let date = try? style.parse(text),
            style.format(date) == text
        else { return nil }
        self = date
    }

    /// The instant as `2026-11-20T14:03:11Z`, without its fraction of a second.
    package var timestamp: String {
        Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.down)).formatted(.iso8601)
    }

    /// The instant without its fraction of a second, as every record keeps it.
    package var wholeSeconds: Date {
        Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.down))
    }
}

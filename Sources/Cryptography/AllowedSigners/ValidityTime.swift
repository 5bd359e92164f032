import FoundationEssentials

/// A point in time as `allowed_signers` writes it: `YYYYMMDD[HHMM[SS]]`, then perhaps `Z` or `UTC`.
struct ValidityTime: Equatable {
    let date: Date
    /// Written without a zone, so the machine that reads it decides when that is.
    let isLocal: Bool

    /// Reads a time after 1970; `nil` for anything else.
    init?(parsing text: String) {
        let digits = text.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let zone = text.dropFirst(digits.count).uppercased()
        guard ["", "Z", "UTC"].contains(zone), let clock = ClockTime(digits: Array(digits)) else {
            return nil
        }
        let seconds = clock.secondsSince1970(isLocal: zone.isEmpty)
        guard seconds > 0 else { return nil }
        date = Date(timeIntervalSince1970: TimeInterval(seconds))
        isLocal = zone.isEmpty
    }
}

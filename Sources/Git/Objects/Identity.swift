package import FoundationEssentials

/// Who did something and when, as Git writes it: `Name <email> seconds +hhmm`.
///
/// Says who somebody claims to be; nothing here is proven.
package struct Identity: Hashable, Sendable {
    package let name: String
    package let email: String
    /// Whole seconds since 1970, from then to the end of the year 9999.
    package let seconds: Int64
    /// The clock's distance from UTC in minutes, east being positive.
    package let offset: Int

    /// Takes a name and an address as people write them, cleaned as `git` cleans them: no line
    /// ends and angle brackets, and no punctuation around them (`ident.c`).
    package init(name: String, email: String, date: Date, offset: Int = 0) {
        self.name = cleaned(name)
        self.email = cleaned(email)
        seconds = Int64(date.timeIntervalSince1970.clamped(to: 0...Self.latest))
        self.offset = offset.clamped(to: -5_999...5_999)
    }

    /// When, for whoever reckons with dates.
    package var date: Date {
        Date(timeIntervalSince1970: Double(seconds))
    }

    private static let latest = 253_402_300_799.0
}

extension Identity {
    /// Reads an identity off a commit's or a tag's header; `nil` unless `git fsck` would take it.
    init?(parsing bytes: ArraySlice<UInt8>) {
        guard let open = bytes.firstIndex(of: UInt8(ascii: "<")),
            let close = bytes[open...].firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        let times = bytes[(close + 1)...].split(
            separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard times.count == 3, times[0].isEmpty,
            let seconds = Int64(digits: times[1], atMost: 12), Double(seconds) <= Self.latest,
            let offset = minutes(times[2])
        else { return nil }
        let written = String(decoding: bytes[..<open], as: UTF8.self)
        name = written.hasSuffix(" ") ? String(written.dropLast()) : written
        email = String(decoding: bytes[(open + 1)..<close], as: UTF8.self)
        self.seconds = seconds
        self.offset = offset
    }
}

extension Identity: CustomStringConvertible {
    /// The whole of it, as it stands in an object's header.
    package var description: String {
        "\(name) <\(email)> \(seconds) \(zone)"
    }

    private var zone: String {
        let (hours, minutes) = offset.magnitude.quotientAndRemainder(dividingBy: 60)
        return "\(offset < 0 ? "-" : "+")\(twoDigits(hours))\(twoDigits(minutes))"
    }
}

private func twoDigits(_ number: UInt) -> String {
    number < 10 ? "0\(number)" : "\(number)"
}

/// Reads `+hhmm` or `-hhmm` as minutes.
private func minutes(_ zone: ArraySlice<UInt8>) -> Int? {
    guard zone.count == 5, let number = Int64(digits: zone.dropFirst(), atMost: 4) else {
        return nil
    }
    let minutes = Int(number / 100 * 60 + number % 100)
    switch zone.first {
    case UInt8(ascii: "+"): return minutes
    case UInt8(ascii: "-"): return -minutes
    default: return nil
    }
}

private func cleaned(_ text: String) -> String {
    let kept = text.utf8.filter { !"\n<>\0".utf8.contains($0) }
    let isCrud = { (byte: UInt8) in byte <= 0x20 || #",:;"\'"#.utf8.contains(byte) }
    let trimmed = kept.drop(while: isCrud).reversed().drop(while: isCrud).reversed()
    return String(decoding: Array(trimmed), as: UTF8.self)
}

extension Int64 {
    fileprivate init?(digits: ArraySlice<UInt8>, atMost count: Int) {
        guard !digits.isEmpty, digits.count <= count,
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        self.init(String(decoding: digits, as: UTF8.self))
    }
}

extension Comparable {
    fileprivate func clamped(to range: ClosedRange<Self>) -> Self {
        min(max(self, range.lowerBound), range.upperBound)
    }
}

import Glibc

/// What a calendar and a clock show, somewhere.
struct ClockTime {
    private let year, month, day, hour, minute, second: Int32

    /// Reads 8, 12 or 14 ASCII digits; what they leave out is zero.
    init?(digits: [UInt8]) {
        guard [8, 12, 14].contains(digits.count) else { return nil }
        func number(_ range: Range<Int>) -> Int32 {
            digits[range.clamped(to: digits.indices)]
                .reduce(0) { $0 * 10 + Int32($1 - UInt8(ascii: "0")) }
        }
        (year, month, day) = (number(0..<4), number(4..<6), number(6..<8))
        (hour, minute, second) = (number(8..<10), number(10..<12), number(12..<14))
        guard (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60,
            second <= 61
        else { return nil }
    }

    /// Seconds from 1970 to this time in UTC, or in the time zone of this machine.
    ///
    /// Days that a month lacks run over into the next one, and a local time is standard time even
    /// in summer: OpenSSH asks the C library in just this way, and to differ from it would be to
    /// disagree on when a key ends.
    func secondsSince1970(isLocal: Bool) -> Int {
        var fields = unsafe tm()
        unsafe fields.tm_year = year - 1900
        unsafe fields.tm_mon = month - 1
        unsafe fields.tm_mday = day
        unsafe fields.tm_hour = hour
        unsafe fields.tm_min = minute
        unsafe fields.tm_sec = second
        return isLocal ? unsafe mktime(&fields) : unsafe timegm(&fields)
    }
}

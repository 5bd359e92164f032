import RegistryCore

/// One state of a progress bar: bytes, rate, and the time left where the total is known.
package struct ProgressLine: Sendable {
    package let label: String
    package let done: Int64
    /// `nil` where nobody knows.
    package let total: Int64?
    package let elapsed: Duration
    package let unit: Unit

    /// What is counted.
    package enum Unit: Sendable {
        case bytes, commits
    }

    package init(
        label: String, done: Int64, total: Int64?, elapsed: Duration, unit: Unit = .bytes
    ) {
        self.label = label
        self.done = done
        self.total = total
        self.elapsed = elapsed
        self.unit = unit
    }

    /// The line for a terminal of so many columns, one short of its edge, where it would wrap.
    package func text(columns: Int) -> String {
        let facts = [amount, rate, timeLeft].compactMap(\.self).joined(separator: "  ")
        let bar = bar(columns: columns - 1 - label.inert.columns - facts.columns - 4)
        let parts = [label.inert, bar, facts].compactMap(\.self)
        return parts.joined(separator: "  ").clipped(to: columns - 1)
    }

    private var amount: String {
        guard let total else { return unit.text(done) }
        return "\(unit.text(done)) of \(unit.text(total))"
    }

    private var perSecond: Double {
        elapsed > .zero ? Double(done) / (elapsed / .seconds(1)) : 0
    }

    private var rate: String {
        "\(unit.text(Int64(perSecond)))/s"
    }

    private var timeLeft: String? {
        guard let total, total > done, perSecond > 0 else { return nil }
        let seconds = Double(total - done) / perSecond
        return seconds < 360_000 ? "\(clock(Int(seconds.rounded(.up)))) left" : nil
    }

    /// A bar of at most 30 columns; none where it would say too little.
    private func bar(columns: Int) -> String? {
        guard let total, total > 0, columns >= 10 else { return nil }
        let width = min(columns, 30) - 2
        let filled = Int(Double(width) * min(1, Double(done) / Double(total)))
        let rest = String(repeating: "-", count: width - filled)
        return "[\(String(repeating: "#", count: filled))\(rest)]"
    }
}

extension ProgressLine.Unit {
    fileprivate func text(_ count: Int64) -> String {
        switch self {
        case .bytes: "\(ByteCount(count))"
        case .commits: "\(count)"
        }
    }
}

/// `1:05` for 65 seconds, `1:00:05` for an hour more.
private func clock(_ seconds: Int) -> String {
    let pad = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    let head = hours > 0 ? "\(hours):\(pad(minutes))" : "\(minutes)"
    return "\(head):\(pad(seconds % 60))"
}

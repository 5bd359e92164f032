import Synchronization

/// How far a transfer is, redrawn in place on a terminal's last line.
///
/// It appears after a second, so quick work shows nothing, and is drawn ten times a second at most,
/// so it never slows the work down. It may be advanced from any thread.
package final class ProgressBar: Sendable {
    private let label: String
    private let total: Int64?
    private let unit: ProgressLine.Unit
    private let columns: Int
    private let instant: @Sendable () -> ContinuousClock.Instant
    private let draw: @Sendable (String) -> Void
    private let begun: ContinuousClock.Instant
    private let state = Mutex(State())

    private struct State {
        var done: Int64 = 0
        var drawn: ContinuousClock.Instant?
    }

    /// Begins to measure. `draw` gets what is to be written to the terminal, one call at a time.
    package init(
        _ label: String, total: Int64?, unit: ProgressLine.Unit = .bytes, columns: Int,
        instant: @escaping @Sendable () -> ContinuousClock.Instant,
        draw: @escaping @Sendable (String) -> Void
    ) {
        self.label = label
        self.total = total
        self.unit = unit
        self.columns = columns
        self.instant = instant
        self.draw = draw
        begun = instant()
    }

    /// Counts so many more as done.
    package func advance(by count: Int64) {
        state.withLock { state in
            state.done += count
            let now = instant()
            guard isDue(now, after: state.drawn) else { return }
            state.drawn = now
            let line = ProgressLine(
                label: label, done: state.done, total: total, elapsed: now - begun,
                unit: unit)
            draw("\r\(line.text(columns: columns))\u{1B}[K")
        }
    }

    /// Takes the bar off the screen, if it ever was there.
    package func end() {
        state.withLock { state in
            guard state.drawn != nil else { return }
            state.drawn = nil
            draw("\r\u{1B}[K")
        }
    }

    private func isDue(
        _ now: ContinuousClock.Instant, after drawn: ContinuousClock.Instant?
    ) -> Bool {
        guard let drawn else { return now - begun >= .seconds(1) }
        return now - drawn >= .milliseconds(100)
    }
}

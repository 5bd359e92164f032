import Commands
import Synchronization
import Testing

@Suite struct `A progress bar` {
    /// A bar whose clock is set by hand, and what it drew.
    final class Watched: Sendable {
        let time = Mutex(ContinuousClock.Instant.now)
        let drawn = Mutex<[String]>([])

        func bar(total: Int64? = 100) -> ProgressBar {
            ProgressBar(
                "Reading", total: total, columns: 80,
                instant: { self.time.withLock(\.self) },
                draw: { text in self.drawn.withLock { $0.append(text) } })
        }

        func wait(_ duration: Duration) { time.withLock { $0 += duration } }
        var count: Int { drawn.withLock(\.count) }
    }

    @Test func `stays away for a second`() {
        let watched = Watched()
        let bar = watched.bar()
        watched.wait(.milliseconds(999))
        bar.advance(by: 50)
        bar.end()
        #expect(watched.count == 0)
    }

    @Test func `is drawn ten times a second at most`() {
        let watched = Watched()
        let bar = watched.bar()
        watched.wait(.seconds(1))
        for _ in 0..<100 {
            bar.advance(by: 1)
            watched.wait(.milliseconds(10))
        }
        #expect(watched.count == 10)
    }

    @Test func `is redrawn in place and taken away at the end`() {
        let watched = Watched()
        let bar = watched.bar()
        watched.wait(.seconds(2))
        bar.advance(by: 50)
        bar.end()
        bar.end()
        let drawn = watched.drawn.withLock(\.self)
        #expect(drawn.count == 2)
        #expect(drawn.first?.hasPrefix("\rReading  [####") == true)
        #expect(drawn.first?.hasSuffix("0:02 left\u{1B}[K") == true)
        #expect(drawn.last == "\r\u{1B}[K")
    }

    @Test func `counts what many threads advance`() async {
        let watched = Watched()
        let bar = watched.bar(total: nil)
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask { @concurrent in
                    for _ in 0..<1000 { bar.advance(by: 1) }
                }
            }
        }
        watched.wait(.seconds(2))
        bar.advance(by: 192)
        #expect(watched.drawn.withLock(\.self) == ["\rReading  8.00 KiB  4.00 KiB/s\u{1B}[K"])
    }

    /// A state of a transfer, and what a terminal of so many columns shows of it.
    struct Shown {
        let done: Int64
        let total: Int64?
        let seconds: Int
        let columns: Int
        let text: String

        init(_ done: Int, of total: Int?, after seconds: Int, columns: Int, _ text: String) {
            self.done = Int64(done)
            self.total = total.map(Int64.init)
            self.seconds = seconds
            self.columns = columns
            self.text = text
        }
    }

    static let shown = [
        Shown(
            1 << 30, of: 3 << 30, after: 2, columns: 80,
            "Reading  [#######--------------]  1.00 GiB of 3.00 GiB  512.00 MiB/s  0:04 left"),
        Shown(
            1 << 30, of: 3 << 30, after: 2, columns: 200,
            "Reading  [#########-------------------]  1.00 GiB of 3.00 GiB  512.00 MiB/s  0:04 left"
        ),
        Shown(
            1 << 30, of: 3 << 30, after: 2, columns: 60,
            "Reading  1.00 GiB of 3.00 GiB  512.00 MiB/s  0:04 left"),
        Shown(1 << 30, of: 3 << 30, after: 2, columns: 20, "Reading  1.00 GiB o"),
        Shown(1000, of: nil, after: 10, columns: 80, "Reading  1000 B  100 B/s"),
        Shown(
            1, of: 4000, after: 1, columns: 55,
            "Reading  1 B of 3.90 KiB  1 B/s  1:06:39 left"),
        Shown(1, of: 1 << 40, after: 1, columns: 38, "Reading  1 B of 1.00 TiB  1 B/s"),
        Shown(0, of: 50, after: 1, columns: 40, "Reading  [--------]  0 B of 50 B  0 B/s"),
        Shown(80, of: 50, after: 1, columns: 42, "Reading  [########]  80 B of 50 B  80 B/s"),
    ]

    @Test(arguments: shown)
    func `tells bytes, rate and time left, and never wraps`(shown: Shown) {
        let line = ProgressLine(
            label: "Reading", done: shown.done, total: shown.total,
            elapsed: .seconds(shown.seconds))
        let text = line.text(columns: shown.columns)
        #expect(text == shown.text)
        #expect(text.count < shown.columns)
    }

    @Test(arguments: [
        (Stage(columns: 80, input: "abcd", step: .seconds(1)), [], true),
        (Stage(columns: 80, input: "abcd", step: .milliseconds(1)), [], false),
        (Stage(input: "abcd", step: .seconds(1)), [], false),
        (Stage(columns: 80, input: "abcd", step: .seconds(1)), ["--quiet"], false),
    ])
    func `shows on a terminal alone, for slow work, and unless told otherwise`(
        stage: Stage, options: [String], isShown: Bool
    ) async {
        let play = await stage.run(["store", "verify"] + options)
        #expect(play.output == "Wiped abcd.\n")
        #expect(play.errors.contains("4 B of 4 B") == isShown)
        #expect(play.errors.isEmpty != isShown)
    }
}

import FoundationEssentials
import RegistryCore
import Testing

@Suite struct `A timestamp` {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-11-20T14:03:11Z", 1_795_183_391),
            ("2024-02-29T23:59:59Z", 1_709_251_199),
            ("1969-12-31T23:59:59Z", -1),
        ] as [(String, Double)])
    func `is UTC in whole seconds, and reads back`(text: String, seconds: Double) throws {
        let date = try #require(Date(timestamp: text))
        #expect(date.timeIntervalSince1970 == seconds)
        #expect(date.timestamp == text)
    }

    @Test(arguments: [
        "", "2026-11-20", "2026-11-20T14:03:11", "2026-11-20 14:03:11Z", "2026-11-20t14:03:11z",
        "2026-11-20T14:03:11+00:00", "2026-11-20T14:03:11.5Z", "2026-11-20T14:03:11.000Z",
        "2026-11-20T14:03Z",
        "2026-02-30T00:00:00Z", "2025-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-00-10T00:00:00Z",
        "2026-11-20T24:00:00Z", "2026-11-20T23:59:60Z", "2026-11-20T23:60:00Z",
        " 2026-11-20T14:03:11Z",
        "2026-11-20T14:03:11Z\n", "20261120T140311Z", "+026-11-20T14:03:11Z",
        "-026-11-20T14:03:11Z",
        "2026-1-020T14:03:11Z", "now",
    ])
    func `is written in no other way`(text: String) {
        #expect(Date(timestamp: text) == nil)
    }

    @Test(arguments: [(0.0, 0.0), (1.999, 1), (-0.5, -1), (1_795_183_391.999, 1_795_183_391)])
    func `forgets the fraction of a second, downwards`(exact: Double, whole: Double) {
        let date = Date(timeIntervalSince1970: exact)
        #expect(date.wholeSeconds == Date(timeIntervalSince1970: whole))
        #expect(date.timestamp == Date(timeIntervalSince1970: whole).timestamp)
    }
}

@Suite struct `A day` {
    @Test func `begins at midnight, UTC`() throws {
        let day = try #require(Day(parsing: "2026-12-20"))
        #expect(day.start.timestamp == "2026-12-20T00:00:00Z")
        #expect(day.description == "2026-12-20")
        #expect(try recoded(day) == day)
    }

    @Test(arguments: [
        "", "2026-12-32", "2026-02-29", "2026-1-01", "20261220", "2026-12-20Z", "2026/12/20",
        "today",
    ])
    func `is written in no other way`(text: String) {
        #expect(Day(parsing: text) == nil)
    }
}

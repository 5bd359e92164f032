import FoundationEssentials
import RegistryCore
import Testing

private let freeze = "'freeze': {'from': '2026-12-20', 'to': '2027-01-03'}"
private let leadsMay =
    "'freeze': {'from': '2026-12-20', 'to': '2027-01-03', 'except': 'group:leads'}"

@Suite struct `A freeze` {
    @Test(arguments: [
        ("2026-12-19T23:59:59Z", false), ("2026-12-20T00:00:00Z", true),
        ("2026-12-27T12:00:00Z", true),
        ("2027-01-03T00:00:00Z", true), ("2027-01-03T23:59:59Z", true),
        ("2027-01-04T00:00:00Z", false),
        ("2026-01-01T00:00:00Z", false),
    ])
    func `begins with its first day and ends with its last, in UTC`(now: String, frozen: Bool)
        throws
    {
        #expect(try judge(freeze) { $0.now = instant(now) }.codes == (frozen ? [.frozen] : []))
    }

    @Test func `ends a fraction of a second before midnight`() throws {
        let midnight = instant("2027-01-04T00:00:00Z")
        #expect(
            try judge(freeze) { $0.now = midnight.addingTimeInterval(-0.001) }.codes == [.frozen])
    }

    @Test(
        arguments: [(bob, [.frozen]), (mia, [.frozen]), (ada, [.frozen]), (carol, [.roleMissing])]
            as [(Person, [ErrorCode])])
    func `lets those complete whom it exempts, an admin not among them`(
        actor: Person, codes: [ErrorCode]
    ) throws {
        let verdict = try judge(leadsMay) {
            $0.now = instant("2026-12-24T12:00:00Z")
            $0.actor = actor
        }
        #expect(verdict.codes == codes)
    }

    @Test func `exempts nobody whose name is unknown`() throws {
        let verdict = try judge(leadsMay) {
            $0.now = instant("2026-12-24T12:00:00Z")
            $0.actor = nil
        }
        #expect(verdict.codes == [.frozen])
    }

    @Test func `is one of several, each with its own exceptions`() throws {
        let verdict = try judge(
            """
            'freeze': [{'from': '2026-11-20', 'to': '2026-11-20', 'except': 'bob@example.com'},
                       {'from': '2026-11-01', 'to': '2026-11-30'}, {'from': '2026-11-21', 'to': '2026-11-22'}]
            """)
        #expect(verdict.codes == [.frozen])
        #expect(
            verdict.objections.first?.message
                == "production is frozen from 2026-11-01 to 2026-11-30.")
    }
}

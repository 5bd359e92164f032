import FoundationEssentials
import RegistryCore
import Testing

private let demands =
    "'approvals': {'count': 1, 'from': 'group:leads'}, "
    + "'checks': ['integrity', 'scan', {'name': 'ci', 'by': ['group:leads']}], 'after': 'staging', "
    + "'licenses': 'mit', 'card': 'Limitations', 'metrics': {'name': 'auc', 'min': 0.9}, "
    + "'freeze': {'from': '2026-11-01', 'to': '2026-12-01'}"
private let rules = demands + ", 'break_glass': {'by': 'admin', 'review_within': '3d'}"

/// That `person` breaks the glass.
private func breaking(by person: Person = ada, number: Int = 1) -> Decision {
    var decision = decision(.breakGlass, by: person, number: number)
    decision.reason = "outage 17"
    return decision
}

/// The verdict once the bytes are sound and `decisions` were signed.
private func judged(
    _ decisions: [Decision], under rules: String = rules,
    _ change: (inout Evidence) -> Void = { _ in }
) throws -> Verdict {
    try judge(rules) {
        $0.checks = [.integrity: .passed, .scan: .passed]
        $0.decisions = decisions
        change(&$0)
    }
}

/// Something that no reason lets through.
struct SolidFlaw: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: ErrorCode
    let change: @Sendable (inout Evidence) -> Void

    init(_ what: String, _ code: ErrorCode, _ change: @escaping @Sendable (inout Evidence) -> Void)
    {
        testDescription = what
        self.code = code
        self.change = change
    }
}

private let flaws = [
    SolidFlaw("bytes that are gone", .checkFailed) { $0.checks[.integrity] = .failed("gone") },
    SolidFlaw("bytes nobody looked for", .checkMissing) { $0.checks[.integrity] = nil },
    SolidFlaw("bytes that do harm", .checkFailed) { $0.checks[.scan] = .failed("a pickle") },
    SolidFlaw("a yanked version", .versionYanked) {
        $0.candidate?.annotations = annotations(.yanked)
    },
    SolidFlaw("an archived version", .versionArchived) {
        $0.candidate?.annotations = annotations(.archived)
    },
    SolidFlaw("somebody without the role", .roleMissing) { $0.actor = zoe },
    SolidFlaw("a version that can't be read", .versionMissing) { $0.candidate = nil },
]

@Suite struct `A broken glass` {
    @Test func `is none where nothing stood in the way`() throws {
        let verdict = try judged(
            [breaking()], under: "'break_glass': {'by': 'admin', 'review_within': '3d'}")
        #expect(verdict.isAllowed && verdict.broken == nil && verdict.notes.isEmpty)
    }

    @Test func `lets through what people, figures, records and the calendar say, and tells it all`()
        throws
    {
        let refused = try judged([])
        let verdict = try judged([breaking()])
        #expect(!refused.isAllowed)
        #expect(verdict.isAllowed)
        #expect(verdict.broken?.overridden == refused.objections)
        #expect(verdict.broken?.person == ada)
        #expect(verdict.notes.first == "THE GLASS WAS BROKEN by ada@example.com: outage 17")
        #expect(verdict.notes.count == 1 + refused.objections.count)
    }

    @Test(
        arguments: [
            ("mia may not", [breaking(by: mia)]), ("carol may not", [breaking(by: carol)]),
            ("it was revoked", [breaking(), decision(.revoke, by: ada, number: 2)]),
            ("it has a gap", [breaking(number: 2)]),
            ("the same person rejected", [decision(.reject, by: ada), breaking(number: 2)]),
            (
                "it has expired",
                [
                    {
                        var old = breaking()
                        old.expires = noon
                        return old
                    }()
                ]
            ),
        ] as [(String, [Decision])])
    func `counts for nothing where`(what: String, decisions: [Decision]) throws {
        let verdict = try judged(decisions)
        #expect(!verdict.isAllowed)
        #expect(verdict.broken == nil)
    }

    @Test(arguments: [
        demands, demands + ", 'break_glass': []",
        demands
            + ", 'break_glass': {'by': 'admin', 'review_within': '3d', 'when': {'risk': 'low'}}",
    ])
    func `is one that the policy allows to be broken`(rules: String) throws {
        #expect(try judged([breaking()], under: rules).isAllowed == false)
        let transition = Transition(
            model: detector, stage: "production", kind: .promote, version: VersionNumber(4),
            commit: object("c"), base: object("b"))
        let told = try policy(rules).objection(to: breaking(), on: transition, given: openCase())
        #expect(told?.code == .approvalInvalid)
    }

    @Test(arguments: flaws)
    func `never lets through`(flaw: SolidFlaw) throws {
        #expect(try judged([breaking()], flaw.change).codes == [flaw.code])
    }

    @Test func `needs the strictest of the roles where more is at risk`() throws {
        let rules =
            demands
            + ", 'break_glass': [{'by': 'maintainer', 'review_within': '3d'}, "
            + "{'by': 'admin', 'review_within': '1d', 'when': {'risk': 'high'}}]"
        #expect(try judged([breaking(by: mia)], under: rules).isAllowed)
        let risky: (inout Evidence) -> Void = { $0.candidate?.edit { $0.risk = .high } }
        #expect(try !judged([breaking(by: mia)], under: rules, risky).isAllowed)
        #expect(
            try judged([breaking()], under: rules, risky).broken?.reviewWithin.seconds == 86_400)
    }

    @Test(
        arguments: [
            ([], false), ([decision(.approve, by: carol)], true),
            ([decision(.approve, by: zoe)], false), ([decision(.approve, by: ada)], false),
            ([decision(.approve, by: carol), decision(.reject, by: dan)], false),
            ([decision(.approve, by: carol, received: noon.addingTimeInterval(90 * oneDay))], true),
        ] as [([Decision], Bool)])
    func `is reviewed by those who usually approve`(later: [Decision], isClosed: Bool) throws {
        let glass = try #require(try judged([breaking()]).broken)
        var evidence = openCase()
        evidence.decisions = [breaking()] + later
        let transition = Transition(
            model: detector, stage: "production", kind: .promote, version: VersionNumber(4),
            commit: object("c"), base: object("b"))
        let review = try policy(rules).review(of: glass, on: transition, given: evidence)
        #expect(review.isClosed == isClosed)
        #expect(glass.due(since: noon) == noon.addingTimeInterval(3 * oneDay))
    }
}

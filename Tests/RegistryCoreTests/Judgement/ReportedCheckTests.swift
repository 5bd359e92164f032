import FoundationEssentials
import RegistryCore
import Testing

private let rules =
    "'checks': ['integrity', {'name': 'ci', 'by': ['group:leads'], 'expires': '7d'}]"

/// A report of the check `ci` that the registry received a day ago.
private func report(
    _ outcome: ReportedCheck.Outcome = .pass, by person: Person = dan, number: Int = 1,
    of check: CheckName = "ci", received: Date = noon.addingTimeInterval(-oneDay)
) -> ReportedCheck {
    ReportedCheck(
        check: check, number: number, outcome: outcome, person: person, received: received,
        fingerprint: "SHA256:\(person)")
}

private func judged(_ reports: [ReportedCheck]) throws -> Verdict {
    try judge(rules) {
        $0.checks = [.integrity: .passed]
        $0.reports = reports
    }
}

@Suite struct `A reported check` {
    @Test(
        arguments: [
            ([], .checkMissing), ([report()], nil), ([report(.fail)], .checkFailed),
            ([report(of: "lint")], .checkMissing),
            // The highest stands, whoever reported it and in whatever order they are read.
            ([report(number: 2), report(.fail)], nil),
            ([report(), report(.fail, by: carol, number: 2)], .checkFailed),
            // Only of those whom the policy names.
            ([report(by: zoe)], .checkMissing),
            ([report(), report(by: zoe, number: 2)], .checkMissing),
            ([report(.fail), report(by: zoe, number: 2)], .checkMissing),
            // A gap voids a pass and no failure.
            ([report(number: 2)], .checkMissing), ([report(.fail, number: 2)], .checkFailed),
            ([report(), report(number: 3)], .checkMissing),
            ([report(received: noon.addingTimeInterval(-7 * oneDay))], .checkStale),
            ([report(received: noon.addingTimeInterval(1 - 7 * oneDay))], nil),
        ] as [([ReportedCheck], ErrorCode?)])
    func `counts by its last report alone`(reports: [ReportedCheck], code: ErrorCode?) throws {
        #expect(try judged(reports).codes == [code].compactMap(\.self))
    }

    @Test func `says who failed it, where to look, and how to report again`() throws {
        var failed = report(.fail)
        failed.url = "https://ci.example.com/7"
        let objection = try #require(try judged([failed]).objections.first)
        #expect(
            objection.message
                == "The check 'ci' failed, says dan@example.com: https://ci.example.com/7")
        #expect(
            objection.remedy.contains(
                "cairn check report fraud/detector@v4 --stage production --name ci --pass"))
    }

    @Test func `is not the registry's own, however it is called`() throws {
        let verdict = try judge("'checks': 'scan'") { $0.reports = [report(of: "scan")] }
        #expect(verdict.codes == [.checkMissing])
        let own = try judge(rules) { $0.checks = [.integrity: .passed, "ci": .passed] }
        #expect(own.codes == [.checkMissing])
    }

    @Test(
        arguments: [
            (report(), .promote, nil), (report(.fail, by: erin), .promote, nil),
            (report(by: zoe), .promote, "Ask one of them"),
            (report(of: "cl"), .promote, "Did you mean 'ci'?"),
            (report(of: "scan"), .promote, "Have an admin ask"),
            (report(of: "integrity"), .promote, "Have an admin ask"),
            (report(), .rollback, "the role for it"), (report(), .retire, "the role for it"),
        ] as [(ReportedCheck, Transition.Kind, String?)])
    func `is refused where it could never count`(
        report: ReportedCheck, kind: Transition.Kind, remedy: String?
    ) throws {
        let transition = Transition(
            model: detector, stage: "production", kind: kind, version: VersionNumber(4),
            commit: object("c"), base: object("b"))
        let refused = try policy(rules).objection(to: report, on: transition, given: openCase())
        #expect(refused?.code == (remedy == nil ? nil : .checkInvalid))
        #expect(remedy.map { refused?.remedy.contains($0) == true } ?? true, "\(refused as Any)")
    }
}

@Suite struct `A check's rule` {
    @Test(arguments: [
        "'scan'", "{'name': 'ci', 'by': ['group:leads']}",
        "{'by': ['*'], 'expires': '7d', 'name': 'ci'}",
    ])
    func `is a name or a map, and reads back`(text: String) throws {
        let rule: CheckRule = try decode(text)
        let list: Rules<CheckRule> = try decode("[\(text)]")
        #expect(list.entries.map(\.rule) == [rule])
        let conditional: Rules<CheckRule> = try decode(
            "[{'value': \(text), 'when': {'risk': 'high'}}]")
        #expect(conditional.entries.map(\.rule) == [rule])
    }

    @Test func `may have its condition beside its keys`() throws {
        let rules: Rules<CheckRule> = try decode(
            "{'name': 'ci', 'by': ['group:leads'], 'when': {'risk': 'high'}}")
        #expect(rules.entries.map(\.rule) == [CheckRule("ci", by: ["group:leads"])])
        #expect(rules.entries.first?.when?.risk == .high)
    }
}

import RegistryCore
import Testing

/// One rule of each kind, all of which a bare candidate fails, with `when` on each.
private func everyRule(when condition: String) -> [String] {
    [
        "'approvals': {'count': 1, 'from': 'group:leads', 'when': \(condition)}",
        "'promote': {'by': 'admin', 'when': \(condition)}",
        "'checks': {'value': 'scan', 'when': \(condition)}",
        "'requires': {'value': 'license', 'when': \(condition)}",
        "'card': {'value': 'Limitations', 'when': \(condition)}",
        "'metrics': {'name': 'auc', 'when': \(condition)}",
        "'artifacts': {'required': ['a'], 'when': \(condition)}",
        "'fairness': {'metric': 'fpr', 'slice': 'region', 'max_gap': 0, 'when': \(condition)}",
        "'licenses': {'value': 'mit', 'when': \(condition)}",
        "'freeze': {'from': '2026-11-20', 'to': '2026-11-20', 'when': \(condition)}",
    ]
}

@Suite struct `A rule with a condition` {
    @Test(arguments: everyRule(when: "{'risk': 'high'}"))
    func `holds for the models that meet it and for no others`(rule: String) throws {
        for (risk, holds) in [(Risk.high, true), (.medium, false), (.low, false), (nil, false)] {
            let verdict = try judge(rule) { $0.candidate?.model.risk = risk }
            #expect(verdict.isAllowed != holds, "\(risk?.rawValue ?? "none")")
        }
    }

    @Test func `looks at the version's own task and tags, not at what main says now`() throws {
        let rules =
            "'requires': {'value': 'license', 'when': {'task': 't', 'tags': {'pii': 'yes'}}}"
        let recorded = try judge(rules) {
            $0.candidate?.model.task = "t"
            $0.candidate?.model.tags = ["pii": "yes", "other": "x"]
            $0.candidate?.modelNow = ModelManifest(name: detector)
        }
        #expect(recorded.codes == [.fieldMissing])
    }
}

@Suite struct `A stage with a condition` {
    private static let when = ", 'when': {'risk': 'high'}"

    @Test(arguments: everyRule(when: "{}").filter { !$0.contains("promote") })
    func `demands nothing further of models that do not meet it`(rule: String) throws {
        #expect(try judge(rule + Self.when) { $0.candidate?.model.risk = .low }.isAllowed)
        #expect(try !judge(rule + Self.when) { $0.candidate?.model.risk = .high }.isAllowed)
    }

    @Test func `keeps the role, the ladder and what is withdrawn for all`() throws {
        let verdict = try judge("'after': 'staging', 'promote': {'by': 'admin'}" + Self.when) {
            $0.candidate?.model.risk = .low
            $0.candidate?.annotations = annotations(.yanked)
        }
        #expect(verdict.codes == [.roleMissing, .versionYanked, .stageSkipped])
    }
}

@Suite struct `A model's risk` {
    /// The verdict on a version recorded with one risk, of a model that has another one now.
    private func judged(_ rules: String, _ recorded: Risk?, now: Risk?) throws -> Verdict {
        try judge(rules) {
            $0.candidate?.model.risk = recorded
            $0.candidate?.edit { $0.risk = now }
        }
    }

    @Test(
        arguments: [
            (.low, .high, true), (nil, .high, true), (.high, .low, true), (.high, nil, true),
            (.high, .high, true),
            (.low, .medium, false), (.low, .low, false), (nil, nil, false), (.medium, .low, false),
        ] as [(Risk?, Risk?, Bool)])
    func `counts when raised later, and counts still when lowered later`(
        recorded: Risk?, now: Risk?, isHigh: Bool
    ) throws {
        let rules = "'approvals': {'count': 1, 'from': 'group:leads', 'when': {'risk': 'high'}}"
        #expect(try judged(rules, recorded, now: now).codes == (isHigh ? [.approvalsMissing] : []))
    }

    /// Raising the risk takes no maintainer, so it must not shake off what a lower one demands.
    @Test(arguments: everyRule(when: "{'risk': 'low'}"))
    func `raised later frees from nothing`(rule: String) throws {
        #expect(try !judged(rule, .low, now: .low).isAllowed)
        #expect(try !judged(rule, .low, now: .high).isAllowed)
    }

    /// Lowering takes a maintainer, and what a lower risk would demand is not recorded.
    @Test(arguments: everyRule(when: "{'risk': 'low'}"))
    func `lowered later changes nothing`(rule: String) throws {
        #expect(try judged(rule, .high, now: .low).isAllowed)
    }

    @Test(arguments: [
        "'licenses': ['apache-2.0', {'value': 'gpl-3.0-only', 'when': {'risk': 'high'}}]",
        "'approvals': {'count': 1, 'from': 'group:leads'}, 'separation': {'value': false, 'when': {'risk': 'high'}}",
        "'promote': [{'by': 'maintainer', 'when': {'risk': 'low'}}, {'by': 'viewer', 'when': {'risk': 'high'}}]",
    ])
    func `raised later brings no ease`(rules: String) throws {
        func verdict(_ recorded: Risk, now: Risk) throws -> Verdict {
            try judge(rules) {
                $0.candidate?.authors = [carol]
                $0.candidate?.model.license = "gpl-3.0-only"
                $0.candidate?.model.risk = recorded
                $0.candidate?.edit { $0.risk = now }
                $0.decisions = approvals(by: carol)
            }
        }
        #expect(try verdict(.high, now: .high).isAllowed)
        #expect(try verdict(.low, now: .high).codes == verdict(.low, now: .low).codes)
    }

    @Test func `raised later is told once for each thing that is missing`() throws {
        let verdict = try judged("'requires': 'license', 'after': 'staging'", .low, now: .high)
        #expect(verdict.codes == [.stageSkipped, .fieldMissing])
    }

    @Test func `raised later holds for rolling back too`() throws {
        let rules = "'rollback': [{'by': 'maintainer'}, {'by': 'admin', 'when': {'risk': 'high'}}]"
        func verdict(_ now: Risk) throws -> Verdict {
            try judge(rules, .rollback) {
                $0.actor = mia
                $0.candidate?.edit { $0.risk = now }
            }
        }
        #expect(try verdict(.low).isAllowed)
        #expect(try verdict(.high).codes == [.roleMissing])
    }
}

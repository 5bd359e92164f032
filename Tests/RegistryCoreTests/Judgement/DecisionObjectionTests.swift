import FoundationEssentials
import RegistryCore
import Testing

private let oneLead = "'approvals': {'count': 1, 'from': 'group:leads'}"

/// What is objected to one more decision on the case, before it is pushed.
private func objection(
    _ rules: String, to decision: Decision, _ kind: Transition.Kind = .promote,
    in stage: StageName = "production", _ change: (inout Evidence) -> Void = { _ in }
) throws -> Objection? {
    var evidence = openCase()
    change(&evidence)
    let transition = Transition(
        model: detector, stage: stage, kind: kind, version: VersionNumber(4),
        commit: object("c"),
        base: object("b"))
    return try policy(rules).objection(to: decision, on: transition, given: evidence)
}

@Suite struct `A decision that could never count` {
    @Test(
        arguments: [
            (carol, .approve, true), (zoe, .approve, false), (mia, .approve, false),
            (carol, .reject, true),
            (mia, .reject, true), (zoe, .reject, false), (zoe, .revoke, false),
        ] as [(Person, Decision.Verb, Bool)])
    func `is one of an outsider`(person: Person, verb: Decision.Verb, counts: Bool) throws {
        let refused = try objection(oneLead, to: decision(verb, by: person))
        #expect(refused?.code == (counts ? nil : .approvalInvalid))
    }

    @Test func `is one of an author or a proposer where the stage separates them`() throws {
        let own = decision(.approve, by: carol)
        #expect(
            try objection(oneLead, to: own) { $0.proposers = [carol] }?.code == .approvalInvalid)
        #expect(
            try objection(oneLead, to: own) { $0.candidate?.authors = [carol] }?.code
                == .approvalInvalid)
        #expect(
            try objection(oneLead + ", 'separation': false", to: own) { $0.proposers = [carol] }
                == nil)
        #expect(
            try objection(oneLead, to: decision(.reject, by: carol)) { $0.proposers = [carol] }
                == nil)
    }

    @Test(
        arguments: [
            ([], .approve, true), ([], .revoke, false), ([.approve], .revoke, true),
            ([.reject], .revoke, true), ([.approve, .revoke], .revoke, false),
            ([.reject], .approve, false), ([.reject, .revoke], .approve, true),
            ([.approve], .reject, true), ([.approve], .approve, true), ([.reject], .reject, true),
        ] as [([Decision.Verb], Decision.Verb, Bool)])
    func `is one that what the same person said before leaves no room for`(
        before: [Decision.Verb], verb: Decision.Verb, counts: Bool
    ) throws {
        let next = decision(verb, by: carol, number: before.count + 1)
        let refused = try objection(oneLead, to: next) {
            $0.decisions = history(of: carol, before) + history(of: dan, [.approve, .reject])
        }
        #expect(refused?.code == (counts ? nil : .approvalInvalid))
    }

    @Test func `is one that expired before it came`() throws {
        let late = decision(.approve, by: carol, expires: noon)
        #expect(try objection(oneLead, to: late)?.code == .approvalInvalid)
        let inTime = decision(.approve, by: carol, expires: noon.addingTimeInterval(1))
        #expect(try objection(oneLead, to: inTime) == nil)
    }

    @Test(
        arguments: [Transition.Kind.rollback, .retire], Decision.Verb.allCases)
    func `is any on what takes a role and no approval`(kind: Transition.Kind, verb: Decision.Verb)
        throws
    {
        let decision = decision(verb, by: mia)
        #expect(try objection(oneLead, to: decision, kind)?.code == .approvalInvalid)
    }

    @Test func `is an approval where the stage asks for none; a rejection takes a maintainer`()
        throws
    {
        #expect(try objection("", to: decision(.approve, by: mia))?.code == .approvalInvalid)
        #expect(try objection("", to: decision(.reject, by: mia)) == nil)
        let refused = try objection("", to: decision(.reject, by: zoe))
        #expect(
            refused?.message
                == "zoe@example.com may not reject for production: it asks maintainers.")
    }

    @Test func `is any in a stage that the policy does not have`() throws {
        #expect(
            try objection("", to: decision(.revoke, by: carol), in: "qa")?.code == .stageMissing)
    }

    @Test func `is none of those that count once the risk is raised`() throws {
        let rules =
            "'approvals': [{'count': 1, 'from': 'group:leads'}, {'count': 1, 'from': 'group:risk', 'when': {'risk': 'high'}}]"
        let risky = decision(.approve, by: rita)
        #expect(try objection(rules, to: risky)?.code == .approvalInvalid)
        #expect(try objection(rules, to: risky) { $0.candidate?.edit { $0.risk = .high } } == nil)
    }
}

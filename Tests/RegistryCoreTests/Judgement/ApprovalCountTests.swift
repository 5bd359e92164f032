import FoundationEssentials
import RegistryCore
import Testing

private let oneLead = "'approvals': {'count': 1, 'from': 'group:leads'}"
private let twoLeads = "'approvals': {'count': 2, 'from': 'group:leads'}"
private let leadsAndRisk =
    "'approvals': [{'count': 2, 'from': 'group:leads'}, {'count': 1, 'from': 'group:risk'}]"

@Suite struct `Approvals` {
    @Test(arguments: [
        (oneLead, [], 1), (oneLead, [carol], 0), (oneLead, [carol, dan], 0),
        (twoLeads, [], 1), (twoLeads, [carol], 1), (twoLeads, [carol, dan], 0),
        (twoLeads, [carol, dan, erin], 0),
        (twoLeads, [carol, zoe], 1), (twoLeads, [rita, zoe, mia, ada], 1),
        (leadsAndRisk, [], 2), (leadsAndRisk, [carol, dan], 1), (leadsAndRisk, [rita], 1),
        (leadsAndRisk, [carol, dan, rita], 0), (leadsAndRisk, [carol, erin], 0),
        (leadsAndRisk, [erin], 1),
        (leadsAndRisk, [carol, rita], 1),
        ("'approvals': {'count': 1, 'from': '*'}", [zoe], 0),
        ("'approvals': {'count': 1, 'from': '*'}", [], 1),
        ("'approvals': {'count': 1, 'from': 'dan@example.com'}", [carol], 1),
        ("'approvals': {'count': 1, 'from': 'dan@example.com'}", [dan], 0),
        ("'approvals': {'count': 1, 'from': 'group:nobody'}", [carol, dan, erin, rita], 1),
        ("'approvals': []", [], 0), ("", [], 0),
    ])
    func `are counted for each group by itself`(rules: String, people: [Person], missing: Int)
        throws
    {
        let verdict = try judge(rules) { $0.decisions = people.map { decision(.approve, by: $0) } }
        #expect(verdict.codes == Array(repeating: .approvalsMissing, count: missing))
    }

    @Test func `name those who were counted, and no outsider`() throws {
        let verdict = try judge(oneLead) { $0.decisions = approvals(by: dan, zoe, carol) }
        #expect(verdict.approvers == [carol, dan])
        #expect(try judge { $0.decisions = approvals(by: zoe) }.approvers.isEmpty)
    }

    @Test func `count one person once, however often and with however many keys`() throws {
        let verdict = try judge(twoLeads) {
            $0.decisions = (1...3).map { number in
                var approval = decision(.approve, by: carol, number: number)
                approval.fingerprint = "SHA256:\(number)"
                return approval
            }
        }
        #expect(verdict.codes == [.approvalsMissing])
        #expect(verdict.approvers == [carol])
    }

    @Test(arguments: [[2], [1, 3], [1, 1], [2, 2], [0, 1], [1, 2, 4], [3]])
    func `do not count when there is a gap or a double in their numbers`(numbers: [Int]) throws {
        let verdict = try judge(oneLead) {
            $0.decisions = numbers.map { decision(.approve, by: carol, number: $0) }
        }
        #expect(verdict.codes == [.approvalsMissing])
        #expect(verdict.approvers.isEmpty)
    }

    @Test func `of one person do not suffer from a gap in another's`() throws {
        let verdict = try judge(oneLead) {
            $0.decisions = approvals(by: carol) + [decision(.approve, by: dan, number: 2)]
        }
        #expect(verdict.isAllowed)
    }

    @Test(
        arguments: [
            ([.approve], true), ([.approve, .revoke], false),
            ([.approve, .revoke, .approve], true), ([.revoke], false),
            ([.reject, .revoke, .approve], true), ([.approve, .approve], true),
        ] as [([Decision.Verb], Bool)])
    func `stand as their author's last word has it`(verbs: [Decision.Verb], allowed: Bool) throws {
        let verdict = try judge(oneLead) { $0.decisions = history(of: carol, verbs) }
        #expect(verdict.codes == (allowed ? [] : [.approvalsMissing]))
    }

    @Test func `that are missing are asked for by name and number`() throws {
        let verdict = try judge(twoLeads) { $0.decisions = approvals(by: carol, zoe) }
        let objection = try #require(verdict.objections.first)
        #expect(
            objection.message
                == "It needs 2 approvals from group:leads and has 1 (carol@example.com). "
                + "zoe@example.com is not in group:leads.")
        #expect(
            objection.remedy
                == "Ask group:leads to run `cairn approve fraud/detector --stage production`.")
    }
}

@Suite struct `A rejection` {
    @Test(
        arguments: [
            (carol, true), (dan, true), (mia, true), (ada, true), (zoe, false), (rita, false),
            (alice, false),
        ] as [(Person, Bool)])
    func `vetoes if it is of somebody who could approve or maintains`(person: Person, vetoes: Bool)
        throws
    {
        let verdict = try judge(oneLead) {
            $0.decisions = approvals(by: erin) + [decision(.reject, by: person)]
        }
        #expect(verdict.codes == (vetoes ? [.approvalRejected] : []))
        #expect(verdict.approvers == [erin])
    }

    @Test(
        arguments: [
            ([.reject], true), ([.reject, .revoke], false), ([.reject, .approve], true),
            ([.reject, .revoke, .approve], false), ([.reject, .approve, .revoke], false),
            ([.approve, .reject], true),
            ([.reject, .revoke, .reject], true),
        ] as [([Decision.Verb], Bool)])
    func `vetoes until the same person revokes it`(verbs: [Decision.Verb], vetoes: Bool) throws {
        let verdict = try judge(oneLead) {
            $0.decisions = approvals(by: dan) + history(of: carol, verbs)
        }
        #expect(verdict.codes == (vetoes ? [.approvalRejected] : []))
    }

    @Test func `is not revoked by another person`() throws {
        let verdict = try judge(oneLead) {
            $0.decisions =
                approvals(by: erin) + [
                    decision(.reject, by: carol), decision(.revoke, by: dan),
                    decision(.revoke, by: ada),
                ]
        }
        #expect(verdict.codes == [.approvalRejected])
    }

    @Test func `by two people is told twice`() throws {
        let verdict = try judge(oneLead) {
            $0.decisions =
                approvals(by: erin) + [decision(.reject, by: dan), decision(.reject, by: carol)]
        }
        #expect(verdict.codes == [.approvalRejected, .approvalRejected])
        #expect(verdict.objections.first?.message == "carol@example.com rejected this proposal.")
    }

    @Test func `never expires, and is no less for coming from the author`() throws {
        let verdict = try judge(oneLead + ", 'approvals_expire': '1s'") {
            $0.candidate?.authors = [carol]
            $0.decisions = [
                decision(.reject, by: carol, expires: noon.addingTimeInterval(-1)),
                decision(.approve, by: dan, received: noon),
            ]
        }
        #expect(verdict.codes == [.approvalRejected])
    }

    /// Otherwise whoever can delete a tag could void the veto that follows it.
    @Test(arguments: [[2], [1, 3], [3]])
    func `vetoes though there is a gap in its author's numbers`(numbers: [Int]) throws {
        let verdict = try judge(oneLead) {
            $0.decisions =
                approvals(by: dan)
                + numbers.map {
                    decision($0 == numbers.last ? .reject : .approve, by: carol, number: $0)
                }
        }
        #expect(verdict.codes == [.approvalRejected])
    }

    @Test func `by a maintainer vetoes where no approval is asked`() throws {
        #expect(
            try judge { $0.decisions = [decision(.reject, by: mia)] }.codes == [.approvalRejected])
        #expect(try judge { $0.decisions = [decision(.reject, by: carol)] }.isAllowed)
    }
}

import RegistryCore
import Support
import Testing

private let oneLead = "'approvals': {'count': 1, 'from': 'group:leads'}"

@Suite struct `Separation` {
    @Test(arguments: [
        ("", true), ("'separation': true", true), ("'separation': false", false),
        ("'separation': []", true),
        ("'separation': [true, false]", true), ("'separation': [false, true]", true),
        ("'separation': {'value': false, 'when': {'risk': 'high'}}", true),
        ("'separation': [false, {'value': true, 'when': {'risk': 'high'}}]", false),
    ])
    func `keeps author and proposer from approving unless switched off`(
        rules: String, separates: Bool
    ) throws {
        let all = oneLead + (rules.isEmpty ? "" : ", " + rules)
        let ofAuthor = try judge(all) {
            $0.candidate?.authors = [alice, carol]
            $0.decisions = approvals(by: carol)
        }
        let ofProposer = try judge(all) {
            $0.proposers = [carol]
            $0.decisions = approvals(by: carol)
        }
        for verdict in [ofAuthor, ofProposer] {
            #expect(verdict.codes == (separates ? [.approvalsMissing] : []))
            #expect(verdict.approvers == (separates ? [] : [carol]))
        }
    }

    @Test func `says why somebody does not count`() throws {
        let verdict = try judge(oneLead) {
            $0.proposers = [carol]
            $0.decisions = approvals(by: carol)
        }
        #expect(
            verdict.objections.first?.message == "It needs 1 approval from group:leads and has 0. "
                + "carol@example.com does not count: author or proposer of the version.")
    }

    @Test func `leaves everybody else`() throws {
        let verdict = try judge("'approvals': {'count': 2, 'from': 'group:leads'}") {
            $0.candidate?.authors = [carol]
            $0.proposers = [bob]
            $0.decisions = approvals(by: carol, dan, erin)
        }
        #expect(verdict.isAllowed)
        #expect(verdict.approvers == [dan, erin])
    }

    @Test func `has nothing to do with the authors of the version in the stage`() throws {
        let verdict = try judge(oneLead) {
            $0.held = candidate(3)
            $0.held?.authors = [carol]
            $0.decisions = approvals(by: carol)
        }
        #expect(verdict.isAllowed)
    }

    /// Naming somebody can only exclude, never free.
    @Test func `is never loosened by naming more people`() throws {
        var random = SplitMix(seed: 7)
        for _ in 0..<200 {
            let people = [alice, carol, dan, erin, rita, zoe]
            let authors = Set(people.filter { _ in Bool.random(using: &random) })
            let decisions = people.filter { _ in Bool.random(using: &random) }.map {
                decision(.approve, by: $0)
            }
            let another = random.pick(people)
            let rules =
                "'approvals': {'count': \(Int.random(in: 1...3, using: &random)), 'from': 'group:leads'}"
            func verdict(_ named: Set<Person>) throws -> Verdict {
                try judge(rules) {
                    $0.candidate?.authors = named
                    $0.decisions = decisions
                }
            }
            let before = try verdict(authors)
            let after = try verdict(authors.union([another]))
            #expect(before.isAllowed || !after.isAllowed)
            #expect(Set(after.approvers).isSubset(of: before.approvers))
        }
    }
}

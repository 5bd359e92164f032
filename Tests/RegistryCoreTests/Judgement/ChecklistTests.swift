import RegistryCore
import Testing

private let demand = "'approvals': {'count': 1, 'from': 'group:leads'}"
private let rules =
    demand + ", 'checklist': [{'item': 'Bias reviewed'}, "
    + "{'item': 'Load tested', 'required': false, 'evidence': true}, "
    + "{'item': 'Signed off', 'evidence': true, 'when': {'risk': 'high'}}]"

/// Carol's approval of what she has looked at.
private func approval(_ checked: [ChecklistText], evidence: [String] = []) -> Decision {
    var approval = decision(.approve, by: carol)
    approval.checked = checked
    approval.evidence = evidence
    return approval
}

@Suite struct `A checklist` {
    @Test(
        arguments: [
            ([], [], false), (["Bias reviewed"], [], true), (["bias reviewed"], [], false),
            (["Load tested"], ["roc.png"], false),
            (["Bias reviewed", "Load tested"], [], false),
            (["Bias reviewed", "Load tested"], ["https://ci.example.com/7"], true),
            (["Bias reviewed", "struck from the list since"], [], true),
        ] as [([ChecklistText], [String], Bool)])
    func `is ticked by every approval that counts`(
        checked: [ChecklistText], evidence: [String], counts: Bool
    ) throws {
        let verdict = try judge(rules) { $0.decisions = [approval(checked, evidence: evidence)] }
        #expect(verdict.codes == (counts ? [] : [.approvalsMissing]))
        #expect(verdict.approvers == (counts ? [carol] : []))
    }

    @Test func `that was not ticked is told of by whom`() throws {
        let verdict = try judge(rules) { $0.decisions = [approval([])] }
        #expect(
            verdict.objections.first?.message
                == "It needs 1 approval from group:leads and has 0. The approval of "
                + "carol@example.com does not say that 'Bias reviewed' was checked.")
    }

    @Test func `names every point that was not ticked`() throws {
        let verdict = try judge(rules) {
            $0.candidate?.edit { $0.risk = .high }
            $0.decisions = [approval([])]
        }
        // As it was registered, and as somebody has said since: of the second more is asked.
        #expect(verdict.objections.count == 2)
        #expect(
            verdict.objections.last?.message
                == "It needs 1 approval from group:leads and has 0. The approval of "
                + "carol@example.com does not say that 'Bias reviewed', 'Signed off' were checked.")
    }

    @Test func `asks more where more is at risk`() throws {
        let ticked: [ChecklistText] = ["Bias reviewed", "Signed off"]
        let verdicts = try [
            approval(["Bias reviewed"]), approval(ticked), approval(ticked, evidence: ["x"]),
        ]
        .map { approval in
            try judge(rules) {
                $0.candidate?.edit { $0.risk = .high }
                $0.decisions = [approval]
            }
            .isAllowed
        }
        #expect(verdicts == [false, false, true])
    }

    @Test func `lists each point once for those who approve`() throws {
        var candidate = candidate()
        candidate.edit { $0.risk = .high }
        let points = try policy(rules).checklist(of: candidate, for: "production")
        #expect(points.map(\.item) == ["Bias reviewed", "Load tested", "Signed off"])
        #expect(points.map(\.isRequired) == [true, false, true])
        #expect(points.map(\.needsEvidence) == [false, true, true])
    }

    @Test(
        arguments: [
            (["Bias reviewed"], [], nil), ([], [], "Look at it, then sign again with"),
            (["Bias reviewed", "Load tested"], [], "`--evidence` where it is demanded"),
            (["Bias reviewd"], [], "Did you mean 'Bias reviewed'?"),
            (["Bias reviewed", "Coffee drunk"], [], "It has 'Bias reviewed', 'Load tested'."),
        ] as [([ChecklistText], [String], String?)])
    func `refuses an approval that leaves a point out or ticks one that is not there`(
        checked: [ChecklistText], evidence: [String], remedy: String?
    ) throws {
        let transition = Transition(
            model: detector, stage: "production", kind: .promote, version: VersionNumber(4),
            commit: object("c"), base: object("b"))
        let refused = try policy(rules).objection(
            to: approval(checked, evidence: evidence), on: transition, given: openCase())
        #expect(refused?.code == (remedy == nil ? nil : .approvalInvalid))
        #expect(remedy.map { refused?.remedy.contains($0) == true } ?? true, "\(refused as Any)")
    }
}

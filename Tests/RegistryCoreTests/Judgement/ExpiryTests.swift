import FoundationEssentials
import RegistryCore
import Testing

private let oneLead = "'approvals': {'count': 1, 'from': 'group:leads'}"

@Suite struct `An approval expires` {
    @Test(
        arguments: [
            ("30d", 30 * oneDay - 1, true), ("30d", 30 * oneDay, false),
            ("30d", 30 * oneDay + 1, false),
            ("1h", 3599, true), ("1h", 3600, false), ("0s", 0, false),
        ] as [(String, TimeInterval, Bool)])
    func `when the policy's time since it was received is over`(
        span: String, age: TimeInterval, stands: Bool
    ) throws {
        let verdict = try judge(oneLead + ", 'approvals_expire': '\(span)'") {
            $0.decisions = [decision(.approve, by: carol, received: noon.addingTimeInterval(-age))]
        }
        #expect(verdict.codes == (stands ? [] : [.approvalsMissing]))
        #expect(verdict.notes == (stands ? [] : ["The approval of carol@example.com has expired."]))
        #expect(verdict.approvers == (stands ? [carol] : []))
    }

    @Test(arguments: [(-1, false), (0, false), (1, true)] as [(TimeInterval, Bool)])
    func `when its own time is over`(left: TimeInterval, stands: Bool) throws {
        let verdict = try judge(oneLead) {
            $0.decisions = [decision(.approve, by: carol, expires: noon.addingTimeInterval(left))]
        }
        #expect(verdict.codes == (stands ? [] : [.approvalsMissing]))
    }

    @Test(
        arguments: [
            ("'1d'", 1, false), ("'2d'", 1, true), ("['3d', '1d']", 1, false),
            ("['1d', '3d']", 1, false),
            ("[{'value': '1d', 'when': {'risk': 'high'}}, '3d']", 1, true), ("'3d'", -1, false),
        ] as [(String, TimeInterval, Bool)])
    func `at the earliest of all the times that hold`(
        spans: String, left: TimeInterval, stands: Bool
    ) throws {
        let verdict = try judge(oneLead + ", 'approvals_expire': \(spans)") {
            $0.decisions = [decision(.approve, by: carol, expires: noon.addingTimeInterval(left))]
        }
        #expect(verdict.codes == (stands ? [] : [.approvalsMissing]))
    }

    @Test func `never if nothing is said`() throws {
        let verdict = try judge(oneLead) {
            $0.decisions = [decision(.approve, by: carol, received: .distantPast)]
        }
        #expect(verdict.isAllowed)
    }

    @Test func `without bringing back the one before it`() throws {
        let verdict = try judge(oneLead) {
            $0.decisions = [
                decision(.approve, by: carol, number: 1),
                decision(.approve, by: carol, number: 2, expires: noon.addingTimeInterval(-1)),
            ]
        }
        #expect(verdict.codes == [.approvalsMissing])
    }
}

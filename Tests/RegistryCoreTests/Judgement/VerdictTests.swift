import RegistryCore
import Testing

@Suite struct `A verdict` {
    @Test func `tells everything that stands in the way at once`() throws {
        let rules = """
            'after': 'staging', 'promote': {'by': 'admin'}, 'approvals': {'count': 1, 'from': 'group:leads'},
            'checks': ['integrity', 'scan'], 'requires': 'description', 'card': 'Limitations',
            'metrics': [{'name': 'auc', 'min': 0.9}, {'name': 'f1'}], 'artifacts': {'required': ['model.bin']},
            'fairness': {'metric': 'fpr', 'slice': 'region', 'max_gap': 0}, 'licenses': 'mit',
            'freeze': {'from': '2026-11-20', 'to': '2026-11-20'}
            """
        let verdict = try judge(rules) {
            $0.candidate?.annotations = annotations(.yanked)
            $0.candidate?.version.evaluations = [
                measured(["auc": 0.1]), measured(["fpr": 0], slice: ["region": "eu"]),
                measured(["fpr": 1], slice: ["region": "us"]),
            ]
            $0.decisions = [decision(.reject, by: carol)]
            $0.checks = ["scan": .failed("a pickle")]
        }
        #expect(
            verdict.codes == [
                .roleMissing, .versionYanked, .checkMissing, .checkFailed, .stageSkipped,
                .approvalRejected, .approvalsMissing, .fieldMissing,
                .cardIncomplete, .requiredArtifactMissing, .licenseRefused, .metricRefused,
                .metricMissing,
                .fairnessRefused, .frozen,
            ])
        #expect(!verdict.isAllowed)
        #expect(
            verdict.objections.allSatisfy { $0.message.hasSuffix(".") || $0.code == .checkFailed })
        #expect(verdict.objections.allSatisfy { !$0.remedy.isEmpty })
        #expect(try recoded(verdict) == verdict)
    }

    @Test func `allows when every gate is passed`() throws {
        let rules = """
            'after': 'staging', 'approvals': {'count': 2, 'from': 'group:leads'}, 'approvals_expire': '30d',
            'checks': 'integrity', 'requires': 'description', 'card': 'Limitations', 'licenses': 'mit',
            'metrics': {'name': 'auc', 'min': 0.9, 'max_drop': 0.01}, 'artifacts': {'required': ['model.bin']},
            'freeze': {'from': '2026-12-20', 'to': '2027-01-03'}, 'when': {'risk': 'high'}
            """
        let verdict = try judge(rules) {
            $0.history["staging"] = [VersionNumber(4)]
            $0.proposers = [bob]
            $0.decisions = approvals(by: dan, carol)
            $0.checks = [.integrity: .passed]
            $0.candidate?.authors = [alice]
            $0.candidate?.model.risk = .high
            $0.candidate?.model.license = "mit"
            $0.candidate?.headings = ["Limitations"]
            $0.candidate?.artifacts = ["model.bin": .empty]
            $0.candidate?.version.description = "Retrained."
            $0.candidate?.version.evaluations = [measured(["auc": 0.94])]
            $0.held = candidate(3)
            $0.held?.version.evaluations = [measured(["auc": 0.947])]
        }
        #expect(verdict == Verdict(approvers: [carol, dan]))
    }
}

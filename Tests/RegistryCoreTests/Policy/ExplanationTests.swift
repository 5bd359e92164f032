import RegistryCore
import Testing

@Suite struct `A stage explained` {
    @Test func `without rules says what holds all the same`() throws {
        #expect(
            try policy().explanation(of: "production") == [
                "Any version on main may be promoted to production.",
                "A version that is yanked or archived is not promoted.",
                "It takes the role contributor, or a higher one, to propose a promotion and to complete it.",
                "No approval is needed.",
                "It takes the role maintainer, or a higher one, to roll back and to retire; neither needs a new approval.",
            ])
    }

    @Test(arguments: [
        (
            "'after': 'staging'",
            "A version must be in staging, or have been, before it is promoted to production."
        ),
        (
            "'promote': {'by': 'admin'}",
            "It takes the role admin, or a higher one, to propose a promotion and to complete it."
        ),
        (
            "'approvals': {'count': 2, 'from': 'group:leads'}",
            "2 people of group:leads must approve."
        ),
        (
            "'approvals': {'count': 1, 'from': 'group:leads', 'when': {'risk': 'high'}}",
            "For models with risk high: 1 person of group:leads must approve."
        ),
        (
            "'approvals': {'count': 1, 'from': '*'}",
            "Whoever made the version or proposed it does not count as an approver."
        ),
        (
            "'approvals': {'count': 1, 'from': '*'}, 'checklist': {'item': 'Bias reviewed', 'evidence': true}",
            "Whoever approves must have checked 'Bias reviewed', and name what they looked at."
        ),
        (
            "'approvals': {'count': 1, 'from': '*'}, 'approvals_expire': '30d'",
            "An approval counts for 30d after it was received."
        ),
        ("'requires': 'license'", "The record must have 'license'."),
        ("'card': 'Limitations'", "The model card must have the heading 'Limitations'."),
        ("'artifacts': {'required': ['a', 'b/c']}", "The version must have the artifacts a, b/c."),
        ("'licenses': ['mit', 'apache-2.0']", "The licence must be one of mit, apache-2.0."),
        (
            "'metrics': {'name': 'auc', 'dataset': 'd', 'split': 'test', 'min': 0.9, 'max_drop': 0.01}",
            "auc on d/test must be at least 0.9, and fall by no more than 0.01 below what production shows."
        ),
        (
            "'metrics': {'name': 'auc', 'slice': {'region': 'eu'}}",
            "auc {region: eu} must be recorded."
        ),
        (
            "'fairness': {'metric': 'fpr', 'slice': 'region', 'max_gap': 0.05}",
            "fpr may differ by at most 0.05 between the slices by 'region'."
        ),
        ("'checks': 'scan'", "The check 'scan' must pass."),
        (
            "'freeze': {'from': '2026-12-20', 'to': '2027-01-03', 'except': 'group:leads'}",
            "Nothing is promoted from 2026-12-20 to 2027-01-03, except by group:leads."
        ),
        (
            "'checks': 'scan', 'when': {'task': 't'}",
            "For models with the task t: The check 'scan' must pass."
        ),
        (
            "'rollback': {'by': 'admin', 'when': {'risk': 'low'}}",
            "Otherwise: It takes the role maintainer, or a higher one, to roll back and to retire; neither needs a new approval."
        ),
    ])
    func `says each of its rules in a sentence`(rules: String, sentence: String) throws {
        #expect(try policy(rules).explanation(of: "production").contains(sentence))
    }

    @Test func `is one that the policy has`() throws {
        let policy = try policy()
        let error = #expect(throws: RegistryError.self) { try policy.explanation(of: "qa") }
        #expect(error?.objections.map(\.code) == [.stageMissing])
    }
}

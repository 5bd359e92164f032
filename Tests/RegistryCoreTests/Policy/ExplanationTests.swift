import RegistryCore
import Testing

@Suite struct `A stage explains` {
    private func explanation(_ rules: String) throws -> [String] {
        let policy: Policy = try decode(
            """
            {'schema': 'cairn.registry/v1', 'registry': 'acme', 'id': '7f3a9c0e',
             'access': [{'who': 'ada@example.com', 'role': 'admin'}],
             'stages': [{'name': 'staging'}, {'name': 'production', 'after': 'staging'\(rules)}]}
            """)
        return try policy.explanation(of: try StageName(checking: "production"))
    }

    @Test func `the rules that hold where nothing is written`() throws {
        #expect(
            try explanation("") == [
                "A version must be in staging, or have been, before it is promoted to production.",
                "A version that is yanked or archived is not promoted.",
                "It takes the role contributor, or a higher one, to propose a promotion and to "
                    + "complete it.",
                "No approval is needed.",
                "It takes the role maintainer, or a higher one, to roll back and to retire; neither "
                    + "needs a new approval.",
            ])
    }

    @Test(arguments: [
        (
            "'approvals': {'count': 2, 'from': '*'}",
            [
                "2 people must approve.",
                "Whoever made the version or proposed it does not count as an approver.",
            ]
        ),
        (
            "'approvals': [{'count': 1, 'from': 'group:leads', 'when': {'risk': 'high'}}], 'separation': false",
            [
                "For models with risk high: 1 person of group:leads must approve.",
                "Whoever made the version or proposed it may approve it all the same.",
            ]
        ),
        (
            "'promote': [{'by': 'admin', 'when': {'namespace': 'fraud'}}]",
            [
                "For models with the namespace fraud: It takes the role admin, or a higher one, to "
                    + "propose a promotion and to complete it.",
                "Otherwise: It takes the role contributor, or a higher one, to propose a promotion "
                    + "and to complete it.",
            ]
        ),
        (
            "'metrics': {'name': 'auc', 'dataset': 'pay', 'split': 'test', 'min': 0.9, 'max_drop': 0.01}",
            [
                "auc on pay/test must be at least 0.9, and fall by no more than 0.01 below what "
                    + "production shows."
            ]
        ),
        (
            "'fairness': {'metric': 'fpr', 'slice': 'region', 'max_gap': 0.05}",
            ["fpr may differ by at most 0.05 between the slices by 'region'."]
        ),
        (
            "'freeze': {'from': '2026-12-20', 'to': '2027-01-03', 'except': 'group:leads'}",
            ["Nothing is promoted from 2026-12-20 to 2027-01-03, except by group:leads."]
        ),
        ("'licenses': ['mit', 'apache-2.0']", ["The licence must be one of mit, apache-2.0."]),
        (
            "'checks': 'scan', 'when': {'tags': {'pii': 'yes'}}",
            ["For models with the tag pii: yes: The check 'scan' must pass."]
        ),
    ])
    func `each rule in a sentence`(rules: String, sentences: [String]) throws {
        let said = try explanation(", \(rules)")
        for sentence in sentences { #expect(said.contains(sentence), "\(said)") }
    }

    @Test func `itself alone`() throws {
        let policy: Policy = try decode(
            "{'schema': 'cairn.registry/v1', 'registry': 'acme', 'id': '7f3a9c0e', 'access': [], 'stages': []}"
        )
        let error = try #require(throws: RegistryError.self) {
            try policy.explanation(of: try StageName(checking: "staging"))
        }
        #expect(error.objections.map(\.code) == [.stageMissing])
    }
}

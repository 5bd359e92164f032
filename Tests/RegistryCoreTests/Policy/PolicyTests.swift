import RegistryCore
import Testing

@Suite struct `A policy` {
    @Test func `is the same after it was written and read`() throws {
        let full = try policy(
            """
            'after': 'staging', 'approvals': [{'count': 2, 'from': 'group:leads', 'when': {'risk': 'high'}}],
            'promote': {'by': 'contributor'}, 'rollback': {'by': 'maintainer'}, 'separation': true,
            'approvals_expire': '30d', 'checks': ['integrity'], 'requires': ['license', 'datasets.digest'],
            'card': ['Limitations', {'value': 'Fairness', 'when': {'tags': {'pii': 'yes'}}}],
            'metrics': {'name': 'auc', 'dataset': 'd', 'split': 'test', 'slice': {'a': 'b'}, 'min': 0.9,
                        'max': 1, 'max_drop': 0.01, 'max_rise': 0.02},
            'artifacts': {'required': ['model.safetensors']}, 'licenses': ['mit'],
            'fairness': [{'metric': 'fpr', 'slice': 'region', 'max_gap': 0.05}],
            'freeze': [{'from': '2026-12-20', 'to': '2027-01-03', 'except': 'group:leads'}],
            'when': {'risk': 'high', 'task': 't', 'namespace': 'fraud', 'tags': {'a': 'b'}}
            """)
        #expect(try recoded(full) == full)
        let rules = try #require(full.rules(for: "production"))
        #expect(rules.approvals?.entries.first?.rule.count == 2)
        #expect(rules.approvalsExpire?.entries.first?.rule.seconds == 2_592_000)
        #expect(rules.metrics?.entries.first?.rule.maxDrop == 0.01)
        #expect(rules.fairness?.entries.first?.rule.maxGap == 0.05)
    }

    @Test func `has rules for its own stages only`() throws {
        let policy = try policy()
        #expect(policy.stages.map(\.name) == ["staging", "production"])
        #expect(policy.rules(for: "production")?.name == "production")
        #expect(policy.rules(for: "development") == nil)
    }

    @Test(arguments: [
        "'after': 'Staging'", "'approvals': {'count': 'two', 'from': '*'}",
        "'approvals': {'count': 2}",
        "'approvals': {'count': 2, 'from': 'leads'}", "'promote': {'by': 'owner'}",
        "'separation': 'yes'",
        "'approvals_expire': '30'", "'checks': ['Scan']", "'requires': ['licence']",
        "'metrics': [{'min': 1}]",
        "'artifacts': {'required': ['../x']}", "'freeze': {'from': 'monday', 'to': '2027-01-03'}",
        "'fairness': {'metric': 'fpr', 'slice': 'region'}", "'when': {'risk': 'extreme'}",
        "'card': {'value': 'X', 'when': {'risk': 'extreme'}}",
    ])
    func `is refused where a rule can't be read`(rules: String) {
        #expect(throws: DecodingError.self) { try policy(rules) }
    }

    @Test(arguments: ["{'Leads': []}", "{'': []}", "{'leads': ['carol']}"])
    func `is refused where a group can't be read`(groups: String) {
        #expect(throws: DecodingError.self) { try decode(groups, as: [GroupName: [Person]].self) }
    }

    @Test func `is of one schema`() {
        #expect(throws: DecodingError.self) {
            try decode("'cairn.registry/v2'", as: Policy.Schema.self)
        }
    }
}

import RegistryCore
import Testing

@Suite struct `A policy's ladder` {
    /// A policy of `stages`, with one group and an id.
    private func check(stages: String, id: String = "7f3a9c0e") throws {
        let policy: Policy = try decode(
            """
            {'schema': 'cairn.registry/v1', 'registry': 'acme', 'id': '\(id)',
             'groups': {'leads': ['carol@example.com']},
             'access': [{'who': 'ada@example.com', 'role': 'admin'}, {'who': 'group:leads', 'role': 'reader'}],
             'stages': [\(stages)]}
            """)
        try policy.checkLadder()
    }

    @Test(arguments: [
        "", "{'name': 'production'}",
        "{'name': 'staging'}, {'name': 'production', 'after': 'staging'}",
        "{'name': 'dev'}, {'name': 'qa', 'after': 'dev'}, {'name': 'prod', 'after': 'dev'}",
        "{'name': 'qa', 'approvals': {'count': 1, 'from': 'group:leads'}}",
        "{'name': 'qa', 'approvals': {'count': 1, 'from': '*'}}",
        "{'name': 'qa', 'approvals': {'count': 1, 'from': '*'}, 'checklist': {'item': 'x'}}",
        "{'name': 'qa', 'approvals': {'count': 1, 'from': '*'}, 'break_glass': {'by': 'maintainer', 'review_within': '3d'}}",
        "{'name': 'qa', 'checks': ['scan', {'name': 'ci', 'by': ['group:leads', 'ada@example.com']}]}",
    ])
    func `can be climbed`(stages: String) throws {
        try check(stages: stages)
    }

    @Test(arguments: [
        "{'name': 'qa'}, {'name': 'qa'}", "{'name': 'qa', 'after': 'qa'}",
        "{'name': 'qa', 'after': 'dev'}",
        "{'name': 'prod', 'after': 'qa'}, {'name': 'qa'}",
        "{'name': 'a', 'after': 'b'}, {'name': 'b', 'after': 'a'}",
        "{'name': 'latest'}", "{'name': 'head'}", "{'name': 'main'}", "{'name': 'v3'}",
        "{'name': 'beef'}",
        "{'name': 'qa', 'approvals': {'count': 1, 'from': 'group:others'}}",
        "{'name': 'qa', 'approvals': [{'count': 1, 'from': '*'}, {'count': 1, 'from': 'group:others', 'when': {'risk': 'low'}}]}",
        "{'name': 'qa', 'freeze': {'from': '2026-01-01', 'to': '2026-01-02', 'except': 'group:others'}}",
        "{'name': 'qa', 'checklist': {'item': 'Nobody ticks it'}}",
        "{'name': 'qa', 'break_glass': {'by': 'admin', 'review_within': '3d'}}",
        "{'name': 'qa', 'approvals': {'count': 1, 'from': '*'}, 'break_glass': {'by': 'contributor', 'review_within': '3d'}}",
        "{'name': 'qa', 'checks': 'ci'}", "{'name': 'qa', 'checks': {'name': 'ci', 'by': []}}",
        "{'name': 'qa', 'checks': {'name': 'scan', 'by': ['*']}}",
        "{'name': 'qa', 'checks': {'name': 'scan', 'accept': ['CVE-2024-1']}}",
        "{'name': 'qa', 'checks': {'name': 'integrity', 'expires': '1d'}}",
        "{'name': 'qa', 'checks': {'name': 'ci', 'by': ['group:others']}}",
        "{'name': 'qa', 'approvals': {'count': 1, 'from': '*'}, 'checklist': [\(Array(repeating: "{'item': 'x'}", count: 51).joined(separator: ", "))]}",
    ])
    func `names each stage once, above those that come after it, and only groups there are`(
        stages: String
    ) {
        let error = #expect(throws: RegistryError.self) { try check(stages: stages) }
        #expect(error?.objections.map(\.code) == [.policyInvalid])
    }

    @Test(arguments: [
        ("7f3a9c0e", true), ("7f3a9c0e41d2b856", true), (String(repeating: "a", count: 64), true),
        ("7f3a9c0", false),
        ("", false), (String(repeating: "a", count: 65), false), ("7F3A9C0E", false),
        ("7f3a 9c0", false),
        ("7f3a9c0é", false), ("7f3a9c0e\\n", false),
    ])
    func `belongs to a registry with an id that fits in a signed line`(id: String, valid: Bool) {
        let accepted = (try? check(stages: "", id: id)) != nil
        #expect(accepted == valid)
    }
}

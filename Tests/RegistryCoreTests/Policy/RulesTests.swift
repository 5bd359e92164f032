import RegistryCore
import Testing

private typealias Text = Rules<String>

/// A model of some risk, task and tags.
private func subject(_ risk: Risk?, task: String? = nil, tags: [String: String] = [:])
    -> Condition.Subject
{
    Condition.Subject(name: detector, risk: risk, task: task, tags: tags)
}

@Suite struct `The rules of one kind` {
    @Test(arguments: [
        ("'a'", ["a"]), ("['a', 'b']", ["a", "b"]), ("[]", []),
        ("{'value': 'a'}", ["a"]), ("{'value': 'a', 'when': {'risk': 'high'}}", ["a"]),
        ("['a', {'value': 'b', 'when': {'risk': 'low'}}, {'value': 'c'}]", ["a", "c"]),
        ("{'value': 'a', 'when': {}}", ["a"]),
    ])
    func `are one or a list, each with its own condition`(json: String, matching: [String]) throws {
        let rules: Text = try decode(json)
        #expect(rules.matching(subject(.high)) == matching)
        #expect(try recoded(rules) == rules)
    }

    @Test(arguments: [
        ("{'count': 1, 'from': '*'}", 1),
        ("[{'count': 1, 'from': '*'}, {'count': 2, 'from': '*'}]", 2),
        ("{'count': 1, 'from': '*', 'when': {'risk': 'high'}}", 1),
        ("{'count': 1, 'from': '*', 'when': {'risk': 'low'}}", 0),
        ("{'value': {'count': 1, 'from': '*'}, 'when': {'risk': 'high'}}", 1),
    ])
    func `that are maps have their condition beside their own keys`(json: String, count: Int) throws
    {
        let rules: Rules<ApprovalRule> = try decode(json)
        #expect(rules.matching(subject(.high)).count == count)
        #expect(try recoded(rules) == rules)
    }

    @Test(arguments: [
        "{}", "{'when': {'risk': 'high'}}", "3", "[3]", "[['a']]", "{'value': ['a']}", "null",
    ])
    func `are nothing else`(json: String) {
        #expect(throws: DecodingError.self) { try decode(json, as: Text.self) }
    }
}

@Suite struct `A condition` {
    @Test(arguments: [
        ("{}", true), ("{'risk': 'high'}", true), ("{'risk': 'low'}", false),
        ("{'risk': 'medium'}", false),
        ("{'task': 'classify'}", true), ("{'task': 'detect'}", false),
        ("{'namespace': 'fraud'}", true), ("{'namespace': 'vision'}", false),
        ("{'tags': {}}", true), ("{'tags': {'pii': 'yes'}}", true),
        ("{'tags': {'pii': 'no'}}", false),
        ("{'tags': {'gdpr': 'yes'}}", false), ("{'tags': {'pii': 'yes', 'gdpr': 'yes'}}", false),
        (
            "{'risk': 'high', 'task': 'classify', 'namespace': 'fraud', 'tags': {'pii': 'yes'}}",
            true
        ),
        ("{'risk': 'high', 'task': 'detect'}", false),
        ("{'risk': 'low', 'task': 'classify'}", false),
    ])
    func `fits when every part that is given fits`(json: String, fits: Bool) throws {
        let condition: Condition = try decode(json)
        let subject = subject(.high, task: "classify", tags: ["pii": "yes", "domain": "payments"])
        #expect(condition.matches(subject) == fits)
    }

    @Test(arguments: ["{'risk': 'low'}", "{'task': 'classify'}", "{'tags': {'pii': 'no'}}"])
    func `does not fit a model that says nothing of it`(json: String) throws {
        #expect(try !decode(json, as: Condition.self).matches(subject(nil)))
    }
}

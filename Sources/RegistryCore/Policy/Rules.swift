/// One kind of rule of a stage: a single one, or a list of which each may have its own `when`.
///
/// Written as the bare rule, as a map with `when:` beside the rule's own keys, as
/// `{value: <rule>, when: …}` where the rule is no map, or as a list of any of these.
///
/// What a rule must be able to do is asked by the extensions, not here: Swift looks the constraints
/// of a generic type up among all conformances of the program, which took two milliseconds of every
/// command.
package struct Rules<Rule> {
    package var entries: [Conditional<Rule>]

    package init(_ entries: [Conditional<Rule>] = []) {
        self.entries = entries
    }

    /// The rules whose condition `subject` meets, in the order of the file.
    package func matching(_ subject: Condition.Subject) -> [Rule] {
        entries.filter { $0.when?.matches(subject) ?? true }.map(\.rule)
    }
}

extension Rules: Equatable where Rule: Equatable {}
extension Rules: Hashable where Rule: Hashable {}
extension Rules: Sendable where Rule: Sendable {}

extension Rules: Codable where Rule: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let list = try? decoder.unkeyedContainer(), list.count != nil {
            entries = try container.decode([Conditional<Rule>].self)
        } else {
            entries = [try container.decode(Conditional<Rule>.self)]
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(entries)
    }
}

/// A rule, and for which models it holds.
package struct Conditional<Rule> {
    package var when: Condition?
    package var rule: Rule

    package init(_ rule: Rule, when: Condition? = nil) {
        self.rule = rule
        self.when = when
    }
}

extension Conditional: Equatable where Rule: Equatable {}
extension Conditional: Hashable where Rule: Hashable {}
extension Conditional: Sendable where Rule: Sendable {}

extension Conditional: Codable where Rule: Codable {
    package init(from decoder: any Decoder) throws {
        let map = try? decoder.container(keyedBy: ConditionalKeys.self)
        when = try map?.decodeIfPresent(Condition.self, forKey: .when)
        if let map, map.contains(.value) {
            rule = try map.decode(Rule.self, forKey: .value)
        } else {
            rule = try Rule(from: decoder)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        guard let when else {
            try rule.encode(to: encoder)
            return
        }
        var map = encoder.container(keyedBy: ConditionalKeys.self)
        try map.encode(rule, forKey: .value)
        try map.encode(when, forKey: .when)
    }
}

/// Which models a rule is for; every part that is given must fit.
package struct Condition: Hashable, Sendable, Codable {
    package var risk: Risk?
    package var task: String?
    package var namespace: Namespace?
    package var tags: [String: String]?

    package init(risk: Risk? = nil) {
        self.risk = risk
    }

    /// What conditions look at.
    package struct Subject: Hashable, Sendable {
        package var name: ModelName
        package var risk: Risk?
        package var task: String?
        package var tags: [String: String]

        package init(
            name: ModelName, risk: Risk? = nil, task: String? = nil, tags: [String: String] = [:]
        ) {
            self.name = name
            self.risk = risk
            self.task = task
            self.tags = tags
        }
    }

    /// Whether the rule holds for `subject`.
    package func matches(_ subject: Subject) -> Bool {
        (risk == nil || risk == subject.risk)
            && (task == nil || task == subject.task)
            && (namespace == nil || namespace == subject.name.namespace)
            && (tags ?? [:]).allSatisfy { subject.tags[$0.key] == $0.value }
    }
}

private enum ConditionalKeys: String, CodingKey { case when, value }

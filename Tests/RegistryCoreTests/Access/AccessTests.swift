import RegistryCore
import Testing

@Suite struct `What a caller may do` {
    /// What the policy gives to whoever asks, how that one was authenticated, and the answers to
    /// each action in order: Allowed, Refused, Hidden, Unauthenticated.
    struct Row: Sendable, CustomTestStringConvertible {
        let rules: [(Who, Role, Namespace?)]
        let caller: Caller
        let answers: String

        var testDescription: String { "\(caller) \(rules.map { "\($0.0) \($0.1)" }): \(answers)" }
    }

    private static let zoe = Caller.person("zoe@example.com", .whole)

    private static func token(_ scope: Reach.Scope, _ namespace: Namespace? = nil) -> Caller {
        .person("zoe@example.com", Reach(scope: scope, namespace: namespace))
    }

    static let rows: [Row] = [
        // Nobody known: only where the policy says so, and never more than to read.
        Row(rules: [], caller: .anonymous, answers: "UUUUUU"),
        Row(rules: [("*", .admin, nil)], caller: .anonymous, answers: "UUUUUU"),
        Row(rules: [("anonymous", .viewer, nil)], caller: .anonymous, answers: "AAUUUU"),
        Row(rules: [("anonymous", .reader, nil)], caller: .anonymous, answers: "AAAUUU"),
        Row(rules: [("anonymous", .admin, nil)], caller: .anonymous, answers: "AAAUUU"),
        Row(rules: [("anonymous", .reader, "fraud")], caller: .anonymous, answers: "UAAUUU"),
        // Each role, everywhere.
        Row(rules: [], caller: zoe, answers: "HHHHHH"),
        Row(rules: [("*", .viewer, nil)], caller: zoe, answers: "AARARR"),
        Row(rules: [("*", .reader, nil)], caller: zoe, answers: "AAAARR"),
        Row(rules: [("*", .contributor, nil)], caller: zoe, answers: "AAAAAR"),
        Row(rules: [("*", .maintainer, nil)], caller: zoe, answers: "AAAAAA"),
        Row(rules: [("*", .admin, nil)], caller: zoe, answers: "AAAAAA"),
        Row(rules: [("anonymous", .admin, nil)], caller: zoe, answers: "AAAARR"),
        // A role in one namespace shows nothing of the others.
        Row(rules: [("*", .contributor, "fraud")], caller: zoe, answers: "RAARAR"),
        Row(
            rules: [("*", .viewer, nil), ("*", .contributor, "fraud")], caller: zoe,
            answers: "AAAAAR"),
        // A token takes away, and never gives.
        Row(rules: [("*", .admin, nil)], caller: token(.read), answers: "AAARRR"),
        Row(rules: [("*", .admin, nil)], caller: token(.write), answers: "AAAAAA"),
        Row(rules: [("*", .viewer, nil)], caller: token(.admin), answers: "AARARR"),
        Row(rules: [], caller: token(.admin), answers: "HHHHHH"),
        Row(rules: [("*", .admin, nil)], caller: token(.admin, "fraud"), answers: "AAAAAA"),
        Row(
            rules: [("*", .viewer, nil), ("*", .contributor, "fraud")],
            caller: token(.write, "vision"), answers: "AARARR"),
        Row(
            rules: [("*", .viewer, nil), ("*", .contributor, "fraud")],
            caller: token(.write, "fraud"), answers: "AAAAAR"),
    ]

    @Test(arguments: rows)
    func `follows from the policy and from how they are known`(row: Row) throws {
        let policy = try policy(giving: row.rules)
        let answers = Action.allCases.map { letter(policy.access(of: row.caller, to: $0)) }
        #expect(answers.joined() == row.answers)
    }

    @Test(
        arguments: [
            (.anonymous, []), (.person("zoe@example.com", .whole), ["fraud"]),
            (.person("will@example.com", .whole), nil),
            (.person("will@example.com", Reach(scope: .read, namespace: "fraud")), ["fraud"]),
            (.person("zoe@example.com", Reach(scope: .read, namespace: "vision")), []),
        ] as [(Caller, Set<Namespace>?)])
    func `reaches the artifacts of some namespaces, or of all`(
        caller: Caller, namespaces: Set<Namespace>?
    ) throws {
        let policy = try policy(giving: [
            ("*", .viewer, nil), ("zoe@example.com", .reader, "fraud"),
            ("will@example.com", .reader, nil),
        ])
        #expect(policy.readableNamespaces(of: caller) == namespaces)
    }

    @Test(
        arguments: [
            (.anonymous, []), (.person("zoe@example.com", .whole), ["fraud"]),
            (.person("zoe@example.com", Reach(scope: .read, namespace: "vision")), []),
            (.person("vera@example.com", .whole), nil),
            (.person("vera@example.com", Reach(scope: .read, namespace: "fraud")), nil),
        ] as [(Caller, Set<Namespace>?)])
    func `sees the models of some namespaces, or all`(
        caller: Caller, namespaces: Set<Namespace>?
    ) throws {
        let policy = try policy(giving: [
            ("zoe@example.com", .viewer, "fraud"), ("vera@example.com", .viewer, nil),
            ("will@example.com", .admin, "secret"),
        ])
        #expect(policy.visibleNamespaces(of: caller) == namespaces)
    }

    @Test func `is refused with what would help`() throws {
        let viewer = try policy(giving: [("*", .viewer, nil)])
        let admin = try policy(giving: [("*", .admin, nil)])
        guard case .refused(let role) = viewer.access(of: Self.zoe, to: .upload),
            case .refused(let token) = admin.access(of: Self.token(.read), to: .push)
        else {
            Issue.record("both are refused")
            return
        }
        #expect(role.message.contains("takes the role contributor"))
        #expect(token.remedy.contains("--scope write"))
    }

    private func policy(giving rules: [(Who, Role, Namespace?)]) throws -> Policy {
        var policy = try RegistryCoreTests.policy()
        policy.access = rules.map { who, role, namespace in
            var rule = AccessRule(who: who, role: role)
            rule.namespaces = namespace.map { [$0] }
            return rule
        }
        return policy
    }

    private func letter(_ access: Access) -> String {
        switch access {
        case .allowed: "A"
        case .refused: "R"
        case .hidden: "H"
        case .unauthenticated: "U"
        }
    }
}

import FoundationEssentials
import Manifests
import RegistryCore
import Testing

@Suite struct `The design's own manifests` {
    @Test func `model.yaml says what it shows`() throws {
        let model = try read(ModelManifest.self, Example.model)
        #expect(model.name.description == "fraud/detector")
        #expect(model.owners?.map(\.description) == ["alice@example.com", "group:fraud-team"])
        #expect(model.risk == .high)
        #expect(model.tags == ["domain": "payments", "pii": "no"])
        #expect(
            model.aliases
                == [
                    try #require(AliasName(parsing: "champion")): VersionNumber(3),
                    try #require(AliasName(parsing: "challenger")): VersionNumber(4),
                ])
    }

    @Test func `version.yaml says what it shows`() throws {
        let version = try read(VersionManifest.self, Example.version)
        #expect(version.version == VersionNumber(4))
        #expect(version.created == Date(timestamp: "2026-11-20T14:03:11Z"))
        #expect(version.framework == Framework(name: "pytorch", version: "2.4.0"))
        #expect(version.signature?.inputs?.first?.shape == [-1])
        #expect(version.parameters == ["learning_rate": "0.0003", "depth": "8"])
        #expect(version.evaluations?.first?.metrics == ["auc": 0.947, "fpr": 0.012])
        #expect(version.source?.dirty == false)
        #expect(version.run?.url == "https://mlflow.example.com/#/1")
        #expect(version.pipeline?.parameters == [:])
        #expect(version.compute?.durationSeconds == 5400)
        #expect(version.base?.count == 2)
    }

    @Test func `registry.yaml says what it shows`() throws {
        let policy = try read(Policy.self, Example.registry)
        #expect(policy.groups?.count == 2)
        #expect(policy.access.map(\.role) == [.viewer, .contributor, .admin])
        let production = try #require(policy.stages.last)
        #expect(production.approvals?.entries.map(\.rule.count) == [2])
        #expect(production.separation?.entries.map(\.rule) == [true])
        #expect(production.approvalsExpire?.entries.first?.rule.seconds == Int64(2_592_000))
        #expect(production.metrics?.entries.map(\.rule.maxDrop) == [0.01, nil])
        #expect(production.freeze?.entries.first?.rule.to.description == "2027-01-03")
        #expect(production.when == Condition(risk: .high))
        #expect(policy.effectiveLimits.artifactBytes == 1 << 40)
    }

    @Test func `rules may be single, listed, or each under its own condition`() throws {
        let policy = try read(
            Policy.self,
            """
            schema: cairn.registry/v1
            registry: acme
            id: "1"
            access: []
            stages:
              - name: production
                approvals:
                  - {count: 1, from: "*"}
                  - {count: 2, from: "*", when: {risk: high}}
                separation: [{value: false, when: {task: text-generation}}, true]
                licenses: mit
            """)
        let rules = try #require(policy.stages.first)
        #expect(rules.approvals?.entries.map(\.when) == [nil, Condition(risk: .high)])
        #expect(rules.approvals?.entries.map(\.rule.count) == [1, 2])
        #expect(rules.separation?.entries.map(\.rule) == [false, true])
        #expect(rules.licenses?.entries.map(\.rule) == ["mit"])
    }

    @Test func `come back from what is written of them`() throws {
        try expectRoundTrip(ModelManifest.self, Example.model)
        try expectRoundTrip(VersionManifest.self, Example.version)
        try expectRoundTrip(Policy.self, Example.registry)
    }

    private func expectRoundTrip<Value: Codable & Equatable>(
        _ type: Value.Type, _ text: String
    ) throws {
        let value = try read(type, text)
        let written = writeManifest(value)
        #expect(try readManifest(type, from: written, path: "written") == value)
        #expect(writeManifest(try readManifest(type, from: written, path: "written")) == written)
    }
}

/// Reads `text` as the file `version.yaml`.
func read<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    try readManifest(type, from: Array(text.utf8), path: "version.yaml")
}

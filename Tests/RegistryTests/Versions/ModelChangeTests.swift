import Registry
import RegistryCore
import Testing

struct `Changing what is said of a model` {
    let lab: Lab
    let model: ModelName
    let champion: AliasName

    init() async throws {
        lab = try await Lab()
        model = try #require(detector)
        champion = try AliasName(checking: "champion")
        for _ in 1...2 { _ = try await lab.workspace().register(try .ofDetector()) }
    }

    private func show(_ path: String) async throws -> String {
        try await lab.git("show", "main:models/fraud/\(path)")
    }

    @Test func `new makes a manifest and a card, once`() async throws {
        let other = try ModelName(checking: "fraud/other")
        let owners = [try Who(checking: "group:fraud-team")]
        let made = try await lab.workspace().makeModel(
            other, description: "Scores \"cards\": all of them", owners: owners)
        #expect(made.owners == owners)
        #expect(
            try await show("other/model.yaml")
                == """
                schema: cairn.model/v1
                name: fraud/other
                description: "Scores \\"cards\\": all of them"
                owners: [group:fraud-team]
                """)
        #expect(try await show("other/README.md").contains("# fraud/other\nScores \"cards\""))
        #expect(
            try await code {
                _ = try await lab.workspace().makeModel(other, description: nil, owners: [])
            } == .conflict)
    }

    @Test func `alias points, moves and goes`() async throws {
        let workspace = try await lab.workspace()
        _ = try await workspace.setAlias(champion, of: model, to: .first)
        #expect(try await show("detector/model.yaml").contains("aliases: {champion: 1}"))
        let moved = try await workspace.setAlias(champion, of: model, to: VersionNumber(2))
        #expect(try await show("detector/model.yaml").contains("aliases: {champion: 2}"))
        #expect(
            try await workspace.setAlias(champion, of: model, to: VersionNumber(2)).commit
                == moved.commit)
        _ = try await workspace.setAlias(champion, of: model, to: nil)
        #expect(try await !show("detector/model.yaml").contains("aliases"))
    }

    @Test func `alias needs the version, the model and, to go, the alias`() async throws {
        let workspace = try await lab.workspace()
        let nowhere = try ModelName(checking: "fraud/nowhere")
        #expect(
            try await code {
                _ = try await workspace.setAlias(champion, of: model, to: VersionNumber(3))
            } == .versionMissing)
        #expect(
            try await code { _ = try await workspace.setAlias(champion, of: model, to: nil) }
                == .versionMissing)
        #expect(
            try await code { _ = try await workspace.setAlias(champion, of: nowhere, to: .first) }
                == .modelMissing)
        let staging = try AliasName(checking: "staging")
        #expect(
            try await code { _ = try await workspace.setAlias(staging, of: model, to: .first) }
                == .aliasRefused)
    }

    @Test func `annotations gather beside the version and leave its record alone`() async throws {
        let reference = try Reference(checking: "fraud/detector@v1")
        var change = AnnotationChange()
        change.tags = ["reviewed": "yes", "team": "fraud"]
        change.comment = "Looks good."
        change.metrics = [MeasuredMetric(dataset: "live", split: "eu", name: "auc", value: 0.91)]
        _ = try await lab.workspace().annotate(reference, with: change)
        change = AnnotationChange()
        change.tags = ["team": ""]
        change.state = .deprecated
        change.comment = "v2 is better."
        let done = try await lab.workspace().annotate(reference, with: change)
        #expect(done.reference == "fraud/detector@v1")
        #expect(
            try await show("detector/annotations/v1.yaml")
                == """
                schema: cairn.annotations/v1
                state: deprecated
                tags: {reviewed: "yes"}
                comments:
                  - {author: alice@example.com, date: 2027-01-15T08:00:00Z, text: Looks good.}
                  - {author: alice@example.com, date: 2027-01-15T08:00:00Z, text: v2 is better.}
                evaluations:
                  - dataset: live
                    split: eu
                    metrics: {auc: 0.91}
                """)
        #expect(try await show("detector/version.yaml").contains("version: 2"))
    }

    @Test func `an annotation must say something, about something`() async throws {
        let workspace = try await lab.workspace()
        let missing = try Reference(checking: "fraud/detector@v9")
        var change = AnnotationChange()
        #expect(
            try await code { _ = try await workspace.annotate(missing, with: change) } == .usage)
        change.state = .yanked
        #expect(
            try await code { _ = try await workspace.annotate(missing, with: change) }
                == .versionMissing)
    }
}

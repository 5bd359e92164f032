import RegistryCore
import Testing

private let staging = stage("staging")
private let production = stage("production")

/// A transition of staging back to v1 that changes something besides.
private func smuggling(_ description: String, _ changes: Change...) -> RefusedPush {
    RefusedPush("brings \(description)", .transitionInvalid) { bench in
        let back = try await bench.transition(to: bench.facts.v1, onto: bench.facts.stagingV2)
        let more = try await bench.commit(onto: [back], changes)
        let tree = try await bench.id("\(more)^{tree}")
        let commit = try await bench.commit(
            onto: bench.facts.stagingV2, .object(mode: "040000", "", tree))
        return ["\(commit):\(staging)"]
    }
}

/// The tree of a stage that shows v1, written entry by entry.
private func shown(
    _ description: String, _ root: @escaping @Sendable (Bench, ObjectID) async throws -> [RawEntry]
) -> RefusedPush {
    RefusedPush("has \(description)", .transitionInvalid) { bench in
        let models = try await bench.id("\(bench.facts.stagingV1):models")
        let files = ["gitattributes", "lfsconfig"]
        var entries: [RawEntry] = []
        for file in files {
            entries.append(
                RawEntry(".\(file)", try await bench.id("\(bench.facts.open):.\(file)")))
        }
        let tree = try await bench.tree(entries + (try await root(bench, models)))
        let commit = try await bench.commit(
            onto: bench.facts.stagingV2, .object(mode: "040000", "", tree))
        return ["\(commit):\(staging)"]
    }
}

@Suite(.serialized) struct `A hostile transition` {
    private static let bench = Bench.shared()

    static let trees: [RefusedPush] = [
        smuggling("an .lfsconfig of its own", .file(".lfsconfig", "[lfs]\n\turl = https://evil\n")),
        smuggling("no .lfsconfig", .remove(".lfsconfig")),
        smuggling("other attributes", .file(".gitattributes", "* filter=evil\n")),
        smuggling("a file at its root", .file("README.md", "x")),
        smuggling("a submodule's list", .file(".gitmodules", "")),
        smuggling("the policy", .file("registry.yaml", "x")),
        smuggling("a workflow of the host's", .file(".github/workflows/x.yml", "x")),
        smuggling("a file between the folders", .file("models/fraud/README.md", "x")),
        smuggling("a file beside the namespaces", .file("models/README.md", "x")),
        smuggling("a second model", .file("models/fraud/other/model.yaml", "x")),
        smuggling("attributes in the model", detector(".gitattributes", "* -filter\n")),
        smuggling("one more artifact", artifact("evil.bin")),
        smuggling("another model card", detector("README.md", "# evil")),
        smuggling(
            "a link in an artifact's place",
            .blob(mode: "120000", "models/fraud/detector/artifacts/m.bin", "/etc/passwd")),
        smuggling("executable attributes", .blob(mode: "100755", ".gitattributes", "x")),
        shown("the model under its name in upper case") { bench, models in
            let folder = try await bench.id("\(models):fraud/detector")
            let fraud = try await bench.tree([RawEntry("DETECTOR", mode: "40000", folder)])
            let all = try await bench.tree([RawEntry("fraud", mode: "40000", fraud)])
            return [RawEntry("models", mode: "40000", all)]
        },
        shown("a folder of models without one") { bench, _ in
            [RawEntry("models", mode: "40000", try await bench.tree([]))]
        },
        shown("a folder of models with permissions") { _, models in
            [RawEntry("models", mode: "40755", models)]
        },
        shown("a link for the models") { _, _ in [RawEntry("models", mode: "120000")] },
        shown("a folder without files besides") { bench, models in
            [
                RawEntry("models", mode: "40000", models),
                RawEntry("x", mode: "40000", try await bench.tree([])),
            ]
        },
    ]

    static let moves: [RefusedPush] = [
        RefusedPush("for a model that does not exist", .modelMissing) { bench in
            ["\(bench.facts.open):\(stage("staging", "fraud/ghost"))"]
        },
        RefusedPush("for a model that comes in the same push", .modelMissing) { bench in
            let main = try await bench.commit(
                onto: bench.facts.main, .file("models/a/b/model.yaml", manifest("a/b")))
            return ["\(main):refs/heads/main", "\(bench.facts.open):\(stage("staging", "a/b"))"]
        },
        RefusedPush("of one model to another's version", .transitionInvalid) { bench in
            let other = try await bench.transition(
                to: bench.facts.main, onto: bench.facts.stagingV2, model: "credit/scorer")
            return ["\(other):\(staging)"]
        },
        RefusedPush("of another stage, pushed here", .stale) { bench in
            ["+\(bench.facts.proposal):\(staging)"]
        },
        RefusedPush("that was made before, pushed again", .stale) { bench in
            ["+\(bench.facts.stagingV1):\(staging)"]
        },
        RefusedPush("that stands on a tip to come", .stale) { bench in
            let back = try await bench.transition(to: bench.facts.v1, onto: bench.facts.stagingV2)
            let later = try await bench.transition(to: bench.facts.v2, onto: back)
            return ["\(back):\(staging)", "\(later):\(proposal("staging"))"]
        },
        RefusedPush("without a parent", .transitionInvalid) { bench in
            let tree = try await bench.id("\(bench.facts.stagingV1)^{tree}")
            let root = try await bench.commit(onto: [], [.object(mode: "040000", "", tree)])
            return ["+\(root):\(staging)"]
        },
        RefusedPush("with three parents", .transitionInvalid) { bench in
            let (tip, main) = (bench.facts.stagingV2, bench.facts.main)
            let tree = try await bench.id("\(bench.facts.stagingV1)^{tree}")
            let commit = try await bench.commit(
                onto: [tip, main, bench.facts.v1], [.object(mode: "040000", "", tree)])
            return ["\(commit):\(staging)"]
        },
        RefusedPush("that merges an older transition", .stale) { bench in
            let merge = try await bench.merge(bench.facts.stagingV1, into: bench.facts.stagingV2)
            return ["\(merge):\(staging)"]
        },
        RefusedPush("that merges a merge", .transitionInvalid) { bench in
            let back = try await bench.transition(to: bench.facts.v1, onto: bench.facts.stagingV2)
            let inner = try await bench.merge(back, into: bench.facts.stagingV2)
            let outer = try await bench.merge(inner, into: bench.facts.stagingV2)
            return ["\(outer):\(staging)"]
        },
        RefusedPush("that retires what is empty", .transitionInvalid) { bench in
            let none = try await bench.commit(onto: bench.facts.open, .remove("models"))
            return ["\(none):\(production)"]
        },
        RefusedPush("that skips the stage before", .stageSkipped, .approvalsMissing) { bench in
            let move = try await bench.transition(
                to: bench.facts.main, onto: bench.facts.open, model: "credit/scorer")
            return ["\(move):\(stage("production", "credit/scorer"))"]
        },
        RefusedPush("with a trailer that claims another policy", .approvalsMissing) { bench in
            let move = try await bench.transition(
                to: bench.facts.v1, onto: bench.facts.open,
                message: "x\n\nPolicy: \(bench.facts.first)\nStage: staging\nVersion: 2\n")
            return ["\(move):\(production)"]
        },
        RefusedPush(
            "by the one who approves it, unsigned", by: "carol", .approvalsMissing, .roleMissing
        ) {
            ["\($0.facts.proposal):\(production)"]
        },
    ]

    @Test(arguments: trees)
    func `is refused if it`(push: RefusedPush) async throws {
        try await push.expect(on: Self.bench.value)
    }

    @Test(arguments: moves)
    func `is refused`(push: RefusedPush) async throws {
        try await push.expect(on: Self.bench.value)
    }
}

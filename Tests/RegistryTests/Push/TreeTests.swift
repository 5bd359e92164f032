import RegistryCore
import Testing

/// The third version of `fraud/detector`.
private let third = detector("version.yaml", record(3))

/// A commit of some other repository.
private let elsewhere = ObjectID(parsing: String(repeating: "a", count: 40)) ?? .zero

private func deep(_ folders: Int) -> String {
    String(repeating: "d/", count: folders) + "f"
}

@Suite(.serialized) struct `A commit on main` {
    private static let bench = Bench.shared()

    static let refused: [RefusedPush] = [
        .main(
            "two files that differ in case", .pathRefused, third, artifact("a/Model.bin"),
            artifact("a/model.bin")),
        .main(
            "two folders that differ in case", .pathRefused, third, artifact("Data/a"),
            artifact("data/b")),
        .main(
            "a file and a folder that differ in case", .pathRefused, third, artifact("Data"),
            artifact("data/b")),
        .main(
            "names that full case folding makes one", .pathRefused, third,
            artifact("stra\u{df}e"), artifact("STRASSE")),
        .main("a name in NFD", .pathRefused, third, artifact("cafe\u{301}.bin")),
        .main("a name with a line end", .pathRefused, third, artifact("a\nb")),
        .main("a name that is an option", .pathRefused, third, artifact("-rf")),
        .main("seventeen levels", .pathRefused, third, artifact(deep(16))),
        .main("more levels than are walked", .tooMuch, third, artifact(deep(80))),
        .main(
            "a submodule", .treeRefused, third,
            .object(mode: "160000", "models/fraud/detector/artifacts/sub", elsewhere)),
        .main(
            "a submodule in place of a version", .treeRefused,
            .object(mode: "160000", "models/fraud/detector/version.yaml", elsewhere)),
        .main(
            "a link among the artifacts", .treeRefused, third,
            .blob(mode: "120000", "models/fraud/detector/artifacts/link", "m.bin")),
        .main(
            "attributes of a folder's own", .pathRefused, third,
            detector("artifacts/a/.gitattributes", "* -filter\n")),
        .main("a namespace in upper case", .pathRefused, .file("models/A/b/model.yaml", "x")),
        .main("the root's attributes", .treeRefused, .file(".gitattributes", "")),
        .main(
            "two versions at once", .severalVersions, third,
            .file("models/credit/scorer/version.yaml", record(2))),
        .main(
            "a version without a number of its own", .versionChanged,
            artifact("another.bin")),
        .main("no record any more", .modelRemoved, .remove("models/fraud/detector/version.yaml")),
        .main("a model without a manifest", .manifestInvalid, .file("models/a/b/README.md", "x")),
        .main(
            "a pointer with a wrong size", .corrupt, third,
            detector("artifacts/m.bin", BenchTemplate.pointer(size: 9))),
        .main(
            "an alias with a stage's name", .aliasRefused,
            detector("model.yaml", manifest("fraud/detector", "risk: high\naliases: {staging: 1}"))
        ),
        .main(
            "an alias of a missing version", .aliasRefused,
            detector("model.yaml", manifest("fraud/detector", "risk: high\naliases: {best: 3}"))),
        .main(
            "an alias that could be an object", .manifestInvalid,
            detector("model.yaml", manifest("fraud/detector", "risk: high\naliases: {abc: 1}"))),
        .main(
            "an annotation about a missing version", .versionMissing,
            detector("annotations/v3.yaml", "schema: cairn.annotations/v1\nstate: archived\n")),
        .main(
            "too many files", .tooMuch,
            [third] + (0..<21).map { artifact("\($0).bin") }),
        RefusedPush("a large artifact", .artifactTooLarge, .artifactMissing) { bench in
            let large = String(repeating: "a", count: 64)
            let commit = try await bench.commit(
                onto: bench.facts.main, third,
                detector("artifacts/l", BenchTemplate.pointer(large, size: 2 << 20)))
            return ["\(commit):refs/heads/main"]
        },
        RefusedPush("a wrong commit below a right one", .versionNumberWrong) { bench in
            let wrong = try await bench.commit(
                onto: bench.facts.main, detector("version.yaml", record(4)))
            let right = try await bench.commit(
                onto: wrong, detector("version.yaml", record(5)))
            return ["\(right):refs/heads/main"]
        },
        RefusedPush("a history of its own", .rewriteRefused) { bench in
            let commit = try await bench.commit(onto: bench.facts.v2, third)
            return ["+\(commit):refs/heads/main"]
        },
        RefusedPush("a new stage with an alias's name", .policyInvalid) { bench in
            let rules = policy(id: bench.facts.id, stages: "  - name: champion")
            let commit = try await bench.commit(
                onto: bench.facts.main, .file("registry.yaml", rules))
            return ["\(commit):refs/heads/main"]
        },
        RefusedPush("a key taken out", .signersInvalid) { bench in
            let signers = try bench.signers().split(separator: "\n").dropLast()
            let commit = try await bench.commit(
                onto: bench.facts.main,
                .file("allowed_signers", signers.joined(separator: "\n") + "\n"))
            return ["\(commit):refs/heads/main"]
        },
    ]

    @Test(arguments: refused)
    func `is refused, and no ref moves`(push: RefusedPush) async throws {
        try await push.expect(on: Self.bench.value)
    }

    @Test func `may nest artifacts in sixteen levels and name them in NFC`() async throws {
        let bench = try await Bench()
        let commit = try await bench.commit(
            onto: bench.facts.main, third, artifact(deep(15)), artifact("caf\u{e9}.bin"))
        try await bench.require("\(commit):refs/heads/main")
        #expect(try await bench.tip("refs/versions/fraud/detector/v3") == commit)
    }

    @Test func `may follow another, each with a version of its own`() async throws {
        let bench = try await Bench()
        let first = try await bench.commit(onto: bench.facts.main, third)
        let second = try await bench.commit(onto: first, detector("version.yaml", record(4)))
        try await bench.require("\(second):refs/heads/main")
        #expect(try await bench.tip("refs/versions/fraud/detector/v3") == first)
        #expect(try await bench.tip("refs/versions/fraud/detector/v4") == second)
    }
}

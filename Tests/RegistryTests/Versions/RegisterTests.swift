import Artifacts
import FoundationEssentials
import Registry
import RegistryCore
import Support
import Testing

struct `Registering a version` {
    let lab: Lab
    let model: ModelName

    init() async throws {
        lab = try await Lab()
        model = try #require(detector)
    }

    private func register(
        _ paths: [String] = [], _ change: (inout Registration) -> Void = { _ in }
    ) async throws -> Registered {
        try await lab.workspace().register(try .ofDetector(paths, change))
    }

    @Test func `makes a missing model, counts from 1, and says how to fetch it`() async throws {
        try lab.write("model.bin", "weights")
        let first = try await register(["model.bin"]) { $0.message = "The first.\n\nIt is small." }
        #expect(first.reference == "fraud/detector@v1")
        #expect(first.fetch == "cairn -R \(lab.registry) fetch fraud/detector@v1")
        #expect(try await register().reference == "fraud/detector@v2")
        #expect(
            try await lab.git("log", "-1", "--format=%an %ae%n%B", "\(first.commit)")
                == "Alice alice@example.com\nThe first.\nIt is small.\nModel: fraud/detector\n"
                + "Version: 1")
        let yaml = try await lab.git("show", "\(first.commit):models/fraud/detector/model.yaml")
        #expect(yaml.contains("owners: [alice@example.com]"))
    }

    @Test func `prints the digest that anyone can compute from the files`() async throws {
        try lab.write("model.bin", "weights")
        let made = try await register(["model.bin"])
        let record = try await lab.run(
            [
                "sh", "-c",
                "git -C \(lab.registry) show main:models/fraud/detector/version.yaml | sha256sum",
            ])
        let size = try await lab.git("cat-file", "-s", "main:models/fraud/detector/version.yaml")
        let text = """
            cairn.version-digest/v1 fraud/detector 1
            \(record.prefix(64)) \(size) version.yaml
            \(made.artifacts[0].sha256) 7 artifacts/model.bin

            """
        try lab.write("digest.txt", text)
        let sum = try await lab.run(["sha256sum", "digest.txt"])
        #expect(made.digest == "sha256:\(sum.prefix(64))")
    }

    @Test func `starts empty, and with --keep from the last version's files but not its metrics`()
        async throws
    {
        try lab.write("a.bin", "one")
        try lab.write("b.bin", "two")
        _ = try await register(["a.bin", "b.bin"]) {
            $0.metrics = [MeasuredMetric(dataset: "pay", name: "auc", value: 0.9)]
        }
        try lab.write("b.bin", "three")
        let kept = try await register(["b.bin"]) { $0.keepsFiles = true }
        #expect(kept.artifacts.map { "\($0.path) \($0.size)" } == ["a.bin 3", "b.bin 5"])
        let record = try await lab.git("show", "\(kept.commit):models/fraud/detector/version.yaml")
        #expect(record == "schema: cairn.version/v1\nversion: 2")
        #expect(try await register().artifacts.isEmpty)
    }

    @Test func `keeps a notebook among the artifacts`() async throws {
        try lab.write("books/train.ipynb", "{}")
        let made = try await register { $0.notebook = "books/train.ipynb" }
        #expect(made.artifacts.map { "\($0.path)" } == ["train.ipynb"])
    }

    @Test func `lists every staged artifact whose bytes nobody has any more, and changes nothing`()
        async throws
    {
        for name in ["a.bin", "b.bin", "c.bin"] { try lab.write(name, "bytes of \(name)") }
        let workspace = try await lab.workspace()
        let staged = try await workspace.add(["a.bin", "b.bin", "c.bin"], to: model)
        for file in staged.artifacts.prefix(2) {
            try await workspace.localStore.remove(file.sha256)
        }
        let error = try await #require(throws: RegistryError.self) {
            _ = try await lab.workspace().register(try .ofDetector())
        }
        #expect(error.objections.map(\.code) == [.artifactMissing, .artifactMissing])
        #expect(try await lab.git("rev-list", "--count", "main") == "1")
        _ = try await workspace.add(["a.bin", "b.bin"], to: model)
        #expect(try await register().artifacts.count == 3)
    }

    @Test func `brings the registry's own objections back, and keeps what is staged`() async throws
    {
        try lab.write("Model.bin", "one")
        try lab.write("model.bin", "two")
        _ = try await lab.workspace().add(["Model.bin", "model.bin"], to: model)
        #expect(try await code { _ = try await register() } == .pathRefused)
        #expect(try await lab.git("rev-list", "--count", "main") == "1")
        #expect(try await code { _ = try await register() } == .pathRefused)
    }

    @Test func `takes main along in a clone, and leaves pointers there`() async throws {
        let clone = try await lab.clone()
        try lab.write("model.bin", "weights")
        let workspace = try await lab.workspace(in: clone)
        _ = try await workspace.add(["\(lab.work)/model.bin"], to: model)
        let made = try await workspace.register(try .ofDetector())
        #expect(made.fetch == "cairn fetch fraud/detector@v1")
        #expect(try await lab.git("rev-parse", "HEAD", in: clone) == "\(made.commit)")
        #expect(try await lab.git("status", "--porcelain", in: clone) == "")
        let pointer = try await lab.run(
            ["cat", "\(clone)/models/fraud/detector/artifacts/model.bin"])
        #expect(pointer.hasPrefix("version https://git-lfs.github.com/spec/v1\n"))
    }

    @Test func `touches neither a topic branch nor what is in the way`() async throws {
        let clone = try await lab.clone()
        try await lab.git("checkout", "--quiet", "-b", "topic", in: clone)
        _ = try await lab.workspace(in: clone).register(try .ofDetector())
        #expect(try await lab.git("rev-list", "--count", "HEAD", in: clone) == "1")
        try await lab.git("checkout", "--quiet", "main", in: clone)
        let draft = "\(clone)/models/fraud/detector/version.yaml"
        try FileManager.default.createDirectory(
            atPath: "\(clone)/models/fraud/detector", withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: URL(filePath: draft))
        let made = try await lab.workspace(in: clone).register(try .ofDetector())
        #expect(made.version == VersionNumber(2))
        #expect(try await lab.run(["cat", draft]) == "mine")
        #expect(try await lab.git("rev-list", "--count", "HEAD", in: clone) == "1")
    }

    /// Each with a cache of its own, so that they race instead of standing in line.
    @Test func `survives a race: everyone gets a number of their own`() async throws {
        try lab.write("same.bin", "the same for all")
        let environments = (0..<4).map { index in
            lab.environment(["XDG_CACHE_HOME": lab.scratch.file("cache\(index)")])
        }
        let outcomes = try await withThrowingTaskGroup { group in
            for (index, environment) in environments.enumerated() {
                group.addTask { [lab] in
                    try await shell(
                        [
                            "env", Lab.program, "-R", lab.registry, "register", "fraud/detector",
                            "same.bin", "--no-detect", "-m", "number \(index)",
                        ], in: lab.work, environment: environment)
                }
            }
            return try await group.reduce(into: [Outcome]()) { $0.append($1) }
        }
        #expect(outcomes.map(\.status) == [0, 0, 0, 0], "\(outcomes.map(\.text))")
        #expect(try await lab.git("rev-list", "--count", "main") == "5")
        #expect(
            try await lab.git("for-each-ref", "--format=%(refname:lstrip=-1)", "refs/versions")
                == "v1\nv2\nv3\nv4")
    }
}

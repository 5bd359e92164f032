import Artifacts
import FoundationEssentials
import Registry
import RegistryCore
import Testing

struct `Adding files` {
    let lab: Lab
    let model: ModelName

    init() async throws {
        lab = try await Lab()
        model = try #require(detector)
    }

    @Test func `puts pointers where git and Git LFS expect them, and the bytes in the store`()
        async throws
    {
        let clone = try await lab.clone()
        try lab.write("out/model.bin", "weights")
        try lab.write("out/empty", "")
        let staged = try await lab.workspace(in: clone).add(["\(lab.work)/out"], to: model)
        #expect(staged.artifacts.map { "\($0.path) \($0.size)" } == ["empty 0", "model.bin 7"])
        let folder = "models/fraud/detector/artifacts"
        #expect(
            try await lab.git("diff", "--cached", "--name-only", in: clone)
                == "\(folder)/empty\n\(folder)/model.bin")
        #expect(try await lab.git("diff", "--name-only", in: clone) == "")
        let listed = try await lab.git("lfs", "ls-files", "--all", "--long", in: clone)
        #expect(listed == "" || listed.contains("\(staged.artifacts[1].sha256)"))
        try await lab.git("lfs", "fsck", "--pointers", in: clone)
        let store = try await lab.workspace(in: clone).localStore
        #expect(
            try await store.contents(of: staged.artifacts[1].sha256, atMost: 10)
                == Array("weights".utf8))
    }

    @Test func `needs no clone`() async throws {
        try lab.write("model.bin", "weights")
        _ = try await lab.workspace().add(["model.bin"], to: model, as: "deep/m.bin")
        let made = try await lab.workspace().register(.ofDetector())
        #expect(made.artifacts.map { "\($0.path)" } == ["deep/m.bin"])
    }

    @Test func `again replaces what was staged under that path, and only that`() async throws {
        try lab.write("a.bin", "one")
        try lab.write("b.bin", "two")
        _ = try await lab.workspace().add(["a.bin", "b.bin"], to: model)
        try lab.write("a.bin", "three")
        let staged = try await lab.workspace().add(["a.bin"], to: model)
        let made = try await lab.workspace().register(.ofDetector())
        #expect(made.artifacts.map { "\($0.path)" } == ["a.bin", "b.bin"])
        #expect(made.artifacts[0] == staged.artifacts[0])
    }

    @Test func `stages for one model and one version`() async throws {
        try lab.write("a.bin", "one")
        _ = try await lab.workspace().add(["a.bin"], to: try ModelName(checking: "fraud/other"))
        #expect(try await lab.workspace().register(.ofDetector()).artifacts.isEmpty)
        _ = try await lab.workspace().add(["a.bin"], to: model)
        #expect(try await lab.workspace().register(.ofDetector()).artifacts.count == 1)
        #expect(try await lab.workspace().register(.ofDetector()).artifacts.isEmpty)
    }

    @Test func `says that a record of what is staged is damaged, and guesses nothing`()
        async throws
    {
        try lab.write("a.bin", "one")
        let workspace = try await lab.workspace()
        _ = try await workspace.add(["a.bin"], to: model)
        let record = "\(workspace.catalog.directory)/cairn/staged/fraud/detector"
        try Data("half a li".utf8).write(to: URL(filePath: record))
        #expect(
            try await code { _ = try await lab.workspace().register(.ofDetector()) } == .corrupt)
    }
}

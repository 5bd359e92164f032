import Artifacts
import FoundationEssentials
import Registry
import RegistryCore
import Testing

struct `Fetching a version` {
    let lab: Lab
    let reference: Reference
    let made: Registered

    init() async throws {
        lab = try await Lab()
        reference = try Reference(checking: "fraud/detector@v1")
        try lab.write("out/model.bin", "weights")
        try lab.write("out/tokenizer/vocab.txt", "words")
        try lab.write("out/empty", "")
        made = try await lab.workspace().register(try .ofDetector(["out"]))
    }

    private func scope(_ patterns: String...) throws -> FetchScope {
        var scope = FetchScope()
        scope.patterns = try patterns.map(PathPattern.init(checking:))
        return scope
    }

    private func files(in folder: String) async throws -> [String] {
        try await lab.run(["sh", "-c", "cd \(folder) && find . -type f | sort"])
            .split(separator: "\n").map { String($0.dropFirst(2)) }
    }

    /// Puts other bytes in the place of an object, as a bad disk would.
    private func spoil(_ store: String, _ digest: Digest, with text: String) async throws {
        let name = "\(digest)"
        let path = "\(store)/\(name.prefix(2))/\(name.dropFirst(2).prefix(2))/\(name)"
        try await lab.run(["sh", "-c", "chmod u+w \(path) && printf %s '\(text)' > \(path)"])
    }

    @Test func `makes a folder like the model's own, with every artifact in full`() async throws {
        let fetched = try await lab.workspace().fetch(reference)
        #expect(fetched.path == "\(lab.work)/detector-v1")
        #expect(fetched.digest == made.digest)
        #expect(fetched.artifacts == made.artifacts)
        #expect(fetched.bytes == 12)
        #expect(
            try await files(in: fetched.path) == [
                "README.md", "artifacts/empty", "artifacts/model.bin",
                "artifacts/tokenizer/vocab.txt", "model.yaml", "version.yaml",
            ])
        #expect(try await lab.run(["cat", "\(fetched.path)/artifacts/model.bin"]) == "weights")
        let record = try await lab.git("show", "main:models/fraud/detector/version.yaml")
        #expect(try await lab.run(["cat", "\(fetched.path)/version.yaml"]) == record)
    }

    @Test func `keeps what is right, replaces what is wrong, and adds what is missing`()
        async throws
    {
        let folder = try await lab.workspace().fetch(reference).path
        let inode = try await lab.run(["stat", "-c", "%i", "\(folder)/artifacts/model.bin"])
        try lab.write("detector-v1/artifacts/tokenizer/vocab.txt", "wrong")
        try lab.write("detector-v1/artifacts/empty", "not empty")
        let again = try await lab.workspace().fetch(reference)
        #expect(again.bytes == 5)
        #expect(try await lab.run(["stat", "-c", "%i", "\(folder)/artifacts/model.bin"]) == inode)
        #expect(try await lab.run(["cat", "\(folder)/artifacts/tokenizer/vocab.txt"]) == "words")
        #expect(try await lab.run(["cat", "\(folder)/artifacts/empty"]) == "")
    }

    @Test(arguments: [
        (["*.bin"], ["model.bin"]), (["tokenizer/**", "empty"], ["empty", "tokenizer/vocab.txt"]),
    ])
    func `can be limited to some artifacts`(patterns: [String], expected: [String]) async throws {
        var scope = FetchScope()
        scope.patterns = try patterns.map(PathPattern.init(checking:))
        let fetched = try await lab.workspace().fetch(reference, into: "some", scope)
        #expect(fetched.artifacts.map { "\($0.path)" } == expected)
        #expect(
            try await files(in: "\(fetched.path)/artifacts") == expected)
    }

    @Test func `can be limited to the manifests`() async throws {
        var scope = FetchScope()
        scope.isMetadataOnly = true
        let fetched = try await lab.workspace().fetch(reference, into: "meta", scope)
        #expect(fetched.artifacts.isEmpty)
        #expect(try await files(in: fetched.path) == ["README.md", "model.yaml", "version.yaml"])
    }

    @Test func `says so when no artifact is meant, or no such version is there`() async throws {
        let workspace = try await lab.workspace()
        #expect(
            try await code { _ = try await workspace.fetch(reference, try scope("*.onnx")) }
                == .fileMissing)
        let missing = try Reference(checking: "fraud/detector@v2")
        #expect(try await code { _ = try await workspace.fetch(missing) } == .versionMissing)
    }

    @Test(arguments: ["w3ights", "weight", "weights and more"])
    func `never hands out a byte that is not the registered one`(text: String) async throws {
        try await spoil("\(lab.registry)/lfs/objects", made.artifacts[1].sha256, with: text)
        let found = try await code { _ = try await lab.workspace().fetch(reference) }
        #expect(found == .corrupt)
        let folder = "\(lab.work)/detector-v1"
        #expect(!FileManager.default.fileExists(atPath: "\(folder)/artifacts/model.bin"))
        #expect(!FileManager.default.fileExists(atPath: "\(folder)/version.yaml"))
    }

    @Test func `takes from the registry what the nearer store has spoiled`() async throws {
        let clone = try await lab.clone()
        let workspace = try await lab.workspace(in: clone)
        let model = try #require(detector)
        _ = try await workspace.add(["\(lab.work)/out/model.bin"], to: model)
        try await spoil("\(clone)/.git/lfs/objects", made.artifacts[1].sha256, with: "w3ights")
        let fetched = try await workspace.fetch(reference, into: "\(lab.work)/new")
        #expect(try await lab.run(["cat", "\(fetched.path)/artifacts/model.bin"]) == "weights")
    }
}

import Artifacts
import Registry
import RegistryCore
import Support
import Testing

struct `Uploading` {
    let lab: Lab
    let clone: String
    let model: ModelName

    init() async throws {
        lab = try await Lab()
        model = try #require(detector)
        _ = try await lab.workspace().register(try .ofDetector())
        clone = try await lab.clone()
    }

    /// Commits version 2 by hand, with what `cairn add` staged.
    private func commitVersion(_ files: [String]) async throws -> Staged {
        for file in files { try lab.write(file, "bytes of \(file)") }
        let staged = try await lab.workspace(in: clone).add(
            files.map { "\(lab.work)/\($0)" }, to: model)
        try await lab.run(
            ["sed", "-i", "s/^version: 1/version: 2/", "models/fraud/detector/version.yaml"],
            in: clone)
        try await lab.git("commit", "--quiet", "-am", "By hand", in: clone)
        return staged
    }

    private func push() async throws -> Outcome {
        try await shell(
            ["git", "push", "origin", "main"], in: clone, environment: lab.environment())
    }

    private func registryHas(_ digest: Digest) async throws -> Bool {
        try await lab.workspace().registryStore?.has(digest) ?? false
    }

    @Test func `sends what the commits to be pushed name, once`() async throws {
        let staged = try await commitVersion(["a.bin", "b.bin"])
        let sent = try await lab.workspace(in: clone).upload()
        #expect(Set(sent.uploaded.map(\.sha256)) == Set(staged.artifacts.map(\.sha256)))
        #expect(sent.bytes == 28)
        #expect(sent.present == 0)
        let again = try await lab.workspace(in: clone).upload()
        #expect(again.uploaded.isEmpty)
        #expect(again.present == 2)
    }

    @Test func `happens by itself when git pushes`() async throws {
        let staged = try await commitVersion(["a.bin"])
        let outcome = try await push()
        #expect(outcome.status == 0, "\(outcome.text)")
        #expect(try await registryHas(staged.artifacts[0].sha256))
    }

    @Test func `happens too for files that git lfs itself has cleaned`() async throws {
        try lab.write("a.bin", "bytes by git lfs")
        try await lab.run(
            [
                "sh", "-c",
                "mkdir -p models/fraud/detector/artifacts && cp \(lab.work)/a.bin "
                    + "models/fraud/detector/artifacts && git add models",
            ], in: clone)
        _ = try await commitVersion(["b.bin"])
        let outcome = try await push()
        #expect(outcome.status == 0, "\(outcome.text)")
        let fetched = try await lab.workspace().fetch(
            try Reference(checking: "fraud/detector@v2"))
        #expect(
            try await lab.run(["cat", "\(fetched.path)/artifacts/a.bin"]) == "bytes by git lfs")
    }

    @Test func `stops a push whose artifacts nobody has, and lists them all`() async throws {
        let staged = try await commitVersion(["a.bin", "b.bin", "c.bin"])
        for file in staged.artifacts.prefix(2) {
            try await lab.workspace(in: clone).localStore.remove(file.sha256)
        }
        let outcome = try await push()
        #expect(outcome.status != 0)
        for file in staged.artifacts.prefix(2) {
            #expect(outcome.errors.contains("\(file.sha256)"), "\(outcome.text)")
        }
        #expect(!outcome.errors.contains("\(staged.artifacts[2].sha256)"))
        #expect(outcome.errors.contains("[artifact-missing]"))
    }

    @Test func `replaces an object of the registry's that is not what its name says`()
        async throws
    {
        let staged = try await commitVersion(["a.bin"])
        let name = "\(staged.artifacts[0].sha256)"
        let folder = "\(lab.registry)/lfs/objects/\(name.prefix(2))/\(name.dropFirst(2).prefix(2))"
        try await lab.run(
            ["sh", "-c", "mkdir -p \(folder) && printf 'bytes of x.bin' > \(folder)/\(name)"])
        #expect(try await lab.workspace(in: clone).upload().uploaded.count == 1)
        #expect(try await lab.run(["sha256sum", "\(folder)/\(name)"]).hasPrefix(name))
    }

    @Test func `needs a clone`() async throws {
        #expect(try await code { _ = try await lab.workspace().upload() } == .usage)
    }

    @Test func `tells a pre-push hook run by hand what it wants`() async throws {
        let hook = PrePush(
            session: lab.session(in: clone), remote: "origin", url: lab.registry,
            input: Array("nonsense\n".utf8))
        #expect(try await code { try await hook.run() } == .usage)
    }
}

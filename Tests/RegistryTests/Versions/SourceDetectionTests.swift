import FoundationEssentials
import Registry
import RegistryCore
import Support
import Testing

@testable import Registry

@Suite(.serialized) struct `The source of a version` {
    let lab: Lab

    init() async throws {
        lab = try await Lab()
    }

    private func makeCode() async throws {
        try await lab.git("init", "--quiet", in: lab.work)
        try lab.write("train/train.py", "print(1)")
        try await lab.git("add", ".", in: lab.work)
        try await lab.git("commit", "--quiet", "-m", "Code", in: lab.work)
        try await lab.git(
            "remote", "add", "origin", "https://bob:secret@git.example.com/x.git", in: lab.work)
    }

    @Test func `is the commit, the folder and the remote of the code around us`() async throws {
        try await makeCode()
        let source = await lab.session(in: "\(lab.work)/train").detectedSource()
        #expect(source?.commit == (try await lab.git("rev-parse", "HEAD", in: lab.work)))
        #expect(source?.path == "train/")
        #expect(source?.repository == "https://git.example.com/x.git")
        #expect(source?.dirty == false)
    }

    @Test func `is dirty once a tracked file differs, and not for an untracked one`() async throws {
        try await makeCode()
        try lab.write("model.bin", "fresh")
        #expect(await lab.session().detectedSource()?.dirty == false)
        try lab.write("train/train.py", "print(2)")
        #expect(await lab.session().detectedSource()?.dirty == true)
    }

    @Test func `is not known outside of a repository or before its first commit`() async throws {
        #expect(await lab.session().detectedSource() == nil)
        try await lab.git("init", "--quiet", in: lab.work)
        #expect(await lab.session().detectedSource() == nil)
    }

    @Test func `is never the registry's own clone`() async throws {
        let clone = try await lab.clone()
        #expect(await lab.session(in: clone).detectedSource() == nil)
    }

    @Test func `stands in the record beside who registered it and when`() async throws {
        try await makeCode()
        let made = try await lab.workspace().register(.ofDetector([], { $0.detects = true }))
        let record = try await lab.git("show", "\(made.commit):models/fraud/detector/version.yaml")
        let commit = try await lab.git("rev-parse", "HEAD", in: lab.work)
        // In quotes where it could be read as a number, such as 0b55….
        #expect(record.replacing("\"", with: "").contains("commit: \(commit)"))
        #expect(record.contains("author: alice@example.com"))
        #expect(record.contains("created: 2027-01-15T08:00:00Z"))
        #expect(!record.contains("secret"))
    }
}

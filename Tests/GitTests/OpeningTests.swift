import FoundationEssentials
import Git
import RegistryCore
import Support
import Testing

@Suite struct `Opening a repository` {
    @Test func `takes a bare one, a work tree and its Git directory, by exact path only`()
        async throws
    {
        let sandbox = try await Sandbox()
        try FileManager.default.createDirectory(
            atPath: "\(sandbox.path)/a/b", withIntermediateDirectories: true)
        let repository = try Repository(opening: sandbox.path)
        let viaGitDirectory = try Repository(opening: "\(sandbox.path)/.git")
        let discovered = try Repository(discovering: "\(sandbox.path)/a/b")
        let directories = [
            repository.gitDirectory, viaGitDirectory.gitDirectory, discovered.gitDirectory,
        ]
        #expect(directories == Array(repeating: "\(sandbox.path)/.git", count: 3))
        let (workTree, isBare) = (discovered.workTree, discovered.isBare)
        #expect(workTree == sandbox.path)
        #expect(!isBare)
        #expect(
            failure { () throws(GitError) in _ = try Repository(opening: "\(sandbox.path)/a") }
                == .notARepository(path: "\(sandbox.path)/a"))
    }

    @Test func `says that a bare one has no work tree`() async throws {
        let sandbox = try await Sandbox("--bare")
        let repository = try sandbox.open()
        let directories = [repository.gitDirectory, repository.commonDirectory]
        let (workTree, isBare, isShallow) = (
            repository.workTree, repository.isBare, repository.isShallow
        )
        #expect(directories == [sandbox.path, sandbox.path])
        #expect(workTree == nil)
        #expect(isBare)
        #expect(!isShallow)
    }

    @Test(arguments: ["/nonexistent", "", "/tmp\0/etc"])
    func `refuses a path that is none`(path: String) {
        #expect(
            failure { () throws(GitError) in _ = try Repository(opening: path) }
                == .notARepository(path: path))
        #expect(
            failure { () throws(GitError) in _ = try Repository(discovering: path) }
                == .notARepository(path: path))
    }

    @Test func `refuses SHA-256 as git makes it`() async throws {
        let sandbox = try await Sandbox("--object-format=sha256")
        #expect(
            failure { () throws(GitError) in _ = try sandbox.open() }
                == .unsupportedObjectFormat("sha256"))
    }

    @Test(arguments: [
        (["extensions.refstorage=reftable"], GitError.unsupportedRefStorage("reftable")),
        (["extensions.partialclone=origin"], .partialClone(remote: "origin")),
        (["remote.up.stream.promisor=true"], .partialClone(remote: "up.stream")),
        (["remote.origin.partialclonefilter=blob:none"], .partialClone(remote: "origin")),
        (["extensions.futuristic=1"], .unsupportedExtension("futuristic")),
        (["extensions.worktreeconfig=true"], .unsupportedExtension("worktreeconfig")),
    ])
    func `refuses what libgit2 would misread, and says what`(
        settings: [String], expected: GitError
    ) async throws {
        let sandbox = try await Sandbox()
        let words = (["core.repositoryformatversion=1"] + settings).map {
            $0.split(separator: "=", maxSplits: 1).map(String.init)
        }
        let text = words.map { pair in
            let names = pair[0].split(separator: ".")
            let middle = names.dropFirst().dropLast().joined(separator: ".")
            let section = middle.isEmpty ? "[\(names[0])]" : "[\(names[0]) \"\(middle)\"]"
            return "\(section)\n\t\(names[names.count - 1]) = \(pair[1])\n"
        }
        try sandbox.scratch.write("repository/.git/config", text.joined())
        #expect(failure { () throws(GitError) in _ = try sandbox.open() } == expected)
        try sandbox.scratch.write("repository/.git/config", text.dropFirst().joined())
        guard case .unsupportedExtension = expected else {
            #expect(
                failure { () throws(GitError) in _ = try sandbox.open() } == expected,
                "whatever the version of the format")
            return
        }
    }

    @Test(arguments: ["objectformat = sha1", "refstorage = files", "noop = true"])
    func `takes the extensions that change nothing`(setting: String) async throws {
        let sandbox = try await Sandbox("--bare")
        try sandbox.scratch.write(
            "repository/config", "[core]\n\trepositoryformatversion = 1\n[extensions]\n\t\(setting)"
        )
        #expect(failure { () throws(GitError) in _ = try sandbox.open() } == nil)
    }

    @Test func `refuses a real partial clone, and takes one whose promise was withdrawn`()
        async throws
    {
        let sandbox = try await Sandbox()
        try await sandbox.git("commit", "-q", "--allow-empty", "-m", "first")
        try await sandbox.git("config", "uploadpack.allowFilter", "true")
        try await sandbox.git(
            "clone", "-q", "--bare", "--filter=blob:none", "file://\(sandbox.path)",
            sandbox.scratch.file("partial"))
        let clone = sandbox.scratch.file("partial")
        #expect(
            failure { () throws(GitError) in _ = try Repository(opening: clone) }
                == .partialClone(remote: "origin"))
        try await sandbox.git("-C", clone, "config", "remote.origin.promisor", "false")
        try await sandbox.git("-C", clone, "config", "--unset", "remote.origin.partialclonefilter")
        #expect(failure { () throws(GitError) in _ = try Repository(opening: clone) } == nil)
    }

    @Test func `opens what another account owns`() async throws {
        let sandbox = try await Sandbox("--bare")
        let chown = try await shell(
            ["chown", "-R", "65534", sandbox.path], in: "/", environment: sandbox.environment)
        guard chown.status == 0 else { try Test.cancel("only root can give files away") }
        #expect(failure { () throws(GitError) in _ = try sandbox.open() } == nil)
    }

    @Test func `frees its handles`() async throws {
        let sandbox = try await Sandbox("--bare")
        let blob = try sandbox.open().writeBlob([1])
        let before = try openFiles()
        for _ in 0..<2_000 {
            let repository = try sandbox.open()
            _ = try repository.blob(blob, limit: 1)
            _ = try repository.config("core.bare")
        }
        // Tests beside this one open files too, but no thousand of them.
        #expect(try openFiles() < before + 1_000)
    }

    @Test func `reads the configuration`() async throws {
        let sandbox = try await Sandbox("--bare")
        try await sandbox.git("config", "cairn.program", "/usr/bin/cairn")
        let repository = try sandbox.open()
        #expect(try repository.config("cairn.program") == "/usr/bin/cairn")
        #expect(try repository.config("cairn.nothing") == nil)
    }
}

private func openFiles() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
}

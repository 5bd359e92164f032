import Git
import RegistryCore
import Support
import Testing

@Suite struct `Refs` {
    @Test(arguments: [
        "refs/heads/main", "refs/heads/-x", "refs/heads/a.b", "refs/heads/a@b", "refs/heads/é",
        "refs/tags/@", "refs/a", "refs/heads/a.lock", "refs/heads/a.lock/b", "refs/heads/.a",
        "refs/heads/a..b", "refs/heads/a@{b", "refs/heads/a b", "refs/heads/a\u{7f}",
        "refs/heads/a\u{1}", "refs/heads/", "refs//heads", "refs/heads/a.", "refs/heads/a~1",
        "refs/heads/a^", "refs/heads/a:b", "refs/heads/a?", "refs/heads/a*", "refs/heads/[a",
        "refs/heads/a\\b", "/refs/heads/a", "refs/heads/a/", "refs/heads/a\n", "refs/./a",
    ])
    func `have the names that git check-ref-format allows`(name: String) async throws {
        let git = try await shell(
            ["git", "check-ref-format", name], in: "/",
            environment: hermeticEnvironment(home: "/nonexistent"))
        #expect(isReferenceName(name) == (git.status == 0))
    }

    @Test(arguments: ["main", "HEAD", "", "refs", "heads/main", "refs/heads/a\0b"])
    func `have full names`(name: String) {
        #expect(!isReferenceName(name))
    }

    @Test func `are read loose, packed and through a symbolic one; absent is nil`() async throws {
        let sandbox = try await Sandbox("--bare")
        let commit = try await sandbox.commit([])
        let repository = try sandbox.open()
        #expect(try repository.reference("HEAD") == nil)
        try await sandbox.git("update-ref", "refs/heads/main", "\(commit)")
        #expect(try repository.reference("refs/heads/main") == commit)
        try await sandbox.git("pack-refs", "--all")
        #expect(try repository.reference("refs/heads/main") == commit)
        #expect(try repository.reference("HEAD") == commit)
        #expect(try repository.reference("refs/heads/other") == nil)
        #expect(
            failure { () throws(GitError) in
                _ = try repository.reference("refs/heads/main\0.lock")
            } == .invalidReference("refs/heads/main\0.lock"))
    }

    @Test func `are listed below a prefix, in order, up to a limit`() async throws {
        let sandbox = try await Sandbox("--bare")
        let commit = try await sandbox.commit([])
        let names = ["refs/heads/b", "refs/heads/a/c", "refs/heads/ab", "refs/tags/t"]
        for name in names {
            try await sandbox.git("update-ref", name, "\(commit)")
        }
        try await sandbox.git("pack-refs", "--all")
        let program = sandbox.program
        let heads = try await program.references(under: "refs/heads/")
        #expect(heads.map(\.name) == ["refs/heads/a/c", "refs/heads/ab", "refs/heads/b"])
        #expect(Set(heads.map(\.id)) == [commit])
        #expect(try await program.references(under: "refs/heads/a").map(\.name) == [names[1]])
        #expect(try await program.references(under: "refs", limit: 4).count == 4)
        #expect(try await program.references(under: "refs/none").isEmpty)
        await #expect(throws: GitError.tooMany(.references, limit: 3)) {
            try await program.references(under: "refs", limit: 3)
        }
        for pattern in ["refs/*", "heads", "-x", "", "/"] {
            await #expect(throws: GitError.invalidReference(pattern)) {
                try await program.references(under: pattern)
            }
        }
    }
}

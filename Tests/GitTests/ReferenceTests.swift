import FoundationEssentials
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
        let (sandbox, names) = try await crowded()
        try await sandbox.git("pack-refs", "--all")
        let repository = try sandbox.open()
        let heads = try repository.references(under: "refs/heads/a").map(\.name)
        #expect(heads == names.filter { $0.hasPrefix("refs/heads/a/") })
        #expect(try repository.references(under: "refs", limit: names.count).count == names.count)
        #expect(
            failure { () throws(GitError) in
                _ = try repository.references(under: "refs", limit: names.count - 1)
            } == .tooMany(.references, limit: names.count - 1))
        for pattern in ["refs/*", "heads", "-x", "", "/"] {
            #expect(
                failure { () throws(GitError) in
                    _ = try repository.references(under: pattern)
                } == .invalidReference(pattern))
        }
    }

    @Test(arguments: ["loose", "packed", "both", "unsorted", "without a header"])
    func `are those that git for-each-ref lists`(state: String) async throws {
        let (sandbox, names) = try await crowded()
        if state != "loose" { try await sandbox.git("pack-refs", "--all") }
        if state == "both" {
            let newer = try await sandbox.commit([], seconds: 5)
            for name in names.prefix(5) + ["refs/heads/a-new/x", "refs/heads/zz"] {
                try await sandbox.git("update-ref", name, "\(newer)")
            }
            try await sandbox.git("update-ref", "-d", names[7])
            try await sandbox.git("symbolic-ref", "refs/heads/symbolic", names[1])
        }
        try disorder(sandbox, state)
        let prefixes = names.flatMap { name in
            let parts = name.split(separator: "/")
            return (2...parts.count).map { parts.prefix($0).joined(separator: "/") }
        }
        for prefix in Set(
            prefixes.filter { !$0.hasPrefix("refs/heads/many/") } + [
                "refs", "refs/heads/many/3", "refs/heads/zzz", "refs/heads/0",
            ])
        {
            let theirs = try await sandbox.git(
                "for-each-ref", "--format=%(objectname) %(refname)", prefix)
            let ours = try sandbox.open().references(under: prefix)
            #expect(
                ours.map { "\($0.id) \($0.name)" }.joined(separator: "\n") == theirs, "\(prefix)")
        }
    }

    @Test(arguments: ["loose", "packed", "unsorted"], [1, 7, 500])
    func `are listed in pages, each after the last name of the one before`(
        state: String, size: Int
    ) async throws {
        let (sandbox, names) = try await crowded()
        if state != "loose" { try await sandbox.git("pack-refs", "--all") }
        let newer = try await sandbox.commit([], seconds: 5)
        try await sandbox.git("update-ref", names[3], "\(newer)")
        try disorder(sandbox, state)
        let repository = try sandbox.open()
        var listed: [Git.Reference] = []
        while true {
            let page = try repository.references(
                below: "refs/heads", after: listed.last?.name ?? "", limit: size)
            #expect(page.count <= size)
            listed += page
            if page.isEmpty { break }
        }
        #expect(try listed == repository.references(under: "refs/heads"))
    }

    /// Rewrites packed-refs as another program might.
    private func disorder(_ sandbox: Sandbox, _ state: String) throws {
        guard ["unsorted", "without a header"].contains(state) else { return }
        let path = "\(sandbox.path)/packed-refs"
        var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        let header = lines.removeFirst()
        if state == "unsorted" {
            // Tags stay before what they peel to.
            lines =
                lines.filter { $0.contains("/heads/") }.reversed()
                + lines.filter { !$0.contains("/heads/") }
            lines.insert(header.replacing(" sorted", with: ""), at: 0)
        }
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: path))
    }

    /// Names that sort around one another, and an annotated tag, in git's order.
    private func crowded() async throws -> (Sandbox, [String]) {
        let sandbox = try await Sandbox("--bare")
        let commit = try await sandbox.commit([])
        let heads =
            ["a/c", "a-b", "a.b/x", "a0", "ab", "b/a/a", "b/a/b", "b/b", "é/x"]
            + (0..<60).map { "many/\($0)" }
            // Lines longer than what is read of the file at first.
            + [3, 4].flatMap { count in
                let folder = Array(repeating: String(repeating: "l", count: 200), count: count)
                    .joined(separator: "/")
                return ["\(folder)/a", "\(folder)/b"]
            }
        let names = (heads.map { "refs/heads/\($0)" } + ["refs/tags/t"])
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let input = names.map { "create \($0) \(commit)\n" }.joined()
        try await sandbox.git(["update-ref", "--stdin"], input: input)
        try await sandbox.git("tag", "-a", "-m", "x", "annotated", "\(commit)")
        return (
            sandbox,
            (names + ["refs/tags/annotated"])
                .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        )
    }
}

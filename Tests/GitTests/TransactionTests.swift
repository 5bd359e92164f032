import FoundationEssentials
import Git
import RegistryCore
import Support
import Testing

@Suite struct `Moving refs` {
    @Test func `creates, moves, checks and removes, each by its old value`() async throws {
        let (sandbox, one, two) = try await twoCommits()
        let program = sandbox.program
        let (a, b) = ("refs/heads/a", "refs/heads/b")
        try await program.commitRefs(
            [RefUpdate(name: a, old: .zero, new: one), RefUpdate(name: b, old: .zero, new: one)],
            hooks: true)
        try await program.commitRefs(
            [
                RefUpdate(name: a, old: one, new: two), RefUpdate(name: b, old: one, new: .zero),
                RefUpdate(name: "refs/heads/c", old: .zero, new: .zero),
            ], hooks: true)
        let repository = try sandbox.open()
        #expect(try repository.reference(a) == two)
        #expect(try repository.reference(b) == nil)
        try await program.commitRefs([], hooks: true)
    }

    @Test(arguments: ["refs/heads/new", "refs/heads/old", "refs/heads/gone", "refs/heads/old/x"])
    func `loses to whoever was first, and then moves nothing at all`(contended: String)
        async throws
    {
        let (sandbox, one, two) = try await twoCommits()
        try await sandbox.git("update-ref", "refs/heads/old", "\(one)")
        try await sandbox.git("update-ref", "refs/heads/first", "\(one)")
        let wrong = contended == "refs/heads/old" ? two : one
        let old: ObjectID = contended.hasSuffix("/x") ? .zero : wrong
        let updates = [
            RefUpdate(name: "refs/heads/first", old: one, new: two),
            RefUpdate(name: contended, old: old, new: two),
            RefUpdate(name: "refs/heads/last", old: .zero, new: two),
        ]
        for order in [updates, updates.reversed()] {
            await #expect(throws: GitError.conflict(reference: contended)) {
                try await sandbox.program.commitRefs(order, hooks: true)
            }
            let refs = try sandbox.open().references(under: "refs")
            #expect(refs.map(\.name) == ["refs/heads/first", "refs/heads/old"])
            #expect(refs.map(\.id) == [one, one])
        }
    }

    @Test func `does not create over an existing ref, loose or packed, nor above one`()
        async throws
    {
        let (sandbox, one, two) = try await twoCommits()
        try await sandbox.git("update-ref", "refs/heads/a/b", "\(one)")
        for _ in 0..<2 {
            for name in ["refs/heads/a/b", "refs/heads/a"] {
                await #expect(throws: GitError.conflict(reference: name)) {
                    try await sandbox.program.commitRefs(
                        [RefUpdate(name: name, old: .zero, new: two)], hooks: true)
                }
            }
            await #expect(throws: GitError.conflict(reference: "refs/heads/a/b")) {
                try await sandbox.program.commitRefs(
                    [RefUpdate(name: "refs/heads/a/b", old: .zero, new: .zero)], hooks: true)
            }
            try await sandbox.git("pack-refs", "--all")
        }
    }

    @Test func `calls a lock that stays a conflict, and any other trouble a failure`()
        async throws
    {
        let (sandbox, one, _) = try await twoCommits()
        let update = RefUpdate(name: "refs/heads/a", old: .zero, new: one)
        try sandbox.scratch.write("repository/refs/heads/a.lock", "")
        await #expect(throws: GitError.conflict(reference: "refs/heads/a")) {
            try await sandbox.program.commitRefs([update], hooks: true)
        }
        let absent = try #require(ObjectID(parsing: String(repeating: "9", count: 40)))
        let dangling = RefUpdate(name: "refs/heads/b", old: .zero, new: absent)
        let error = await #expect(throws: GitError.self) {
            try await sandbox.program.commitRefs([dangling], hooks: true)
        }
        guard case .failed = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `loses none of twenty concurrent increments`() async throws {
        let sandbox = try await Sandbox("--bare")
        let root = try await sandbox.commit([])
        try await sandbox.git("update-ref", "refs/heads/main", "\(root)")
        try await withThrowingTaskGroup { group in
            for worker in 0..<20 {
                group.addTask { try await increment(as: worker, in: sandbox) }
            }
            try await group.waitForAll()
        }
        let tip = try #require(try sandbox.open().reference("refs/heads/main"))
        let ids = try sandbox.open().commits(in: tip, notReachableFrom: [root], limit: 100)
        let authors = try ids.map { id in try sandbox.open().commit(id).author.name }
        #expect(Set(authors) == Set((0..<20).map { "worker-\($0)" }))
        #expect(ids.count == 20)
    }

    @Test func `asks the hook only if told to, and keeps everything when it refuses`()
        async throws
    {
        let (sandbox, one, _) = try await twoCommits()
        let hook = try sandbox.scratch.write(
            "repository/hooks/reference-transaction", "#!/bin/sh\n[ \"$1\" != prepared ]\n")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: hook)
        let update = RefUpdate(name: "refs/heads/a", old: .zero, new: one)
        let error = await #expect(throws: GitError.self) {
            try await sandbox.program.commitRefs([update], hooks: true)
        }
        guard case .failed = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try sandbox.open().reference("refs/heads/a") == nil)
        try await sandbox.program.commitRefs([update], hooks: false)
        #expect(try sandbox.open().reference("refs/heads/a") == one)
    }

    @Test func `writes the reflog's message`() async throws {
        let (sandbox, one, _) = try await twoCommits()
        try await sandbox.git("config", "core.logAllRefUpdates", "always")
        try await sandbox.program.commitRefs(
            [RefUpdate(name: "refs/heads/a", old: .zero, new: one)], hooks: true,
            message: "--promote to production")
        let log = try await sandbox.git("reflog", "show", "--format=%gs", "refs/heads/a")
        #expect(log == "--promote to production")
    }

    @Test(arguments: ["main", "refs/heads/a\0update refs/heads/main", "refs/heads/a b", "HEAD"])
    func `refuses a name that is none before git sees it`(name: String) async throws {
        let (sandbox, one, _) = try await twoCommits()
        await #expect(throws: GitError.invalidReference(name)) {
            try await sandbox.program.commitRefs(
                [RefUpdate(name: name, old: .zero, new: one)], hooks: true)
        }
    }

    private func twoCommits() async throws -> (Sandbox, ObjectID, ObjectID) {
        let sandbox = try await Sandbox("--bare")
        return (sandbox, try await sandbox.commit([]), try await sandbox.commit([], seconds: 1))
    }
}

/// Adds one commit to `main`, again and again until nobody else was faster.
private func increment(as worker: Int, in sandbox: Sandbox) async throws {
    let me = Identity(
        name: "worker-\(worker)", email: "w@example.com",
        date: Date(timeIntervalSince1970: 1_800_000_000))
    while true {
        let (tip, next) = try commitOnMain(by: me, in: sandbox)
        do {
            try await sandbox.program.commitRefs(
                [RefUpdate(name: "refs/heads/main", old: tip, new: next)], hooks: true)
            return
        } catch GitError.conflict {
            continue
        }
    }
}

private func commitOnMain(
    by someone: Identity, in sandbox: Sandbox
) throws -> (tip: ObjectID, next: ObjectID) {
    let repository = try sandbox.open()
    let tip = try #require(try repository.reference("refs/heads/main"))
    let tree = try repository.commit(tip).tree
    let next = try repository.writeCommit(
        tree: tree, parents: [tip], author: someone, committer: someone, message: "one more")
    return (tip, next)
}

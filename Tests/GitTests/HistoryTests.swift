import Git
import RegistryCore
import Support
import Testing

@Suite struct `History` {
    @Test(arguments: [UInt64(21), 22])
    func `agrees with git rev-list and git merge-base on any graph`(seed: UInt64) async throws {
        let sandbox = try await Sandbox("--bare")
        let repository = try sandbox.open()
        var dice = Dice(state: seed)
        let commits = try await graph(of: 40, in: sandbox, &dice)
        for _ in 0..<25 {
            let new = try #require(commits.randomElement(using: &dice))
            let olds = (0..<Int.random(in: 0...3, using: &dice)).compactMap { _ in
                commits.randomElement(using: &dice)
            }
            let ours = try repository.commits(in: new, notReachableFrom: olds, limit: 40)
            let theirs = try await sandbox.git(
                ["rev-list", "\(new)", "--not"] + olds.map { "\($0)" })
            #expect(
                Set(ours.map { "\($0)" }) == Set(theirs.split(separator: "\n").map(String.init)))
            #expect(Set(ours).count == ours.count)
            try expectParentsFirst(ours, in: repository)

            let old = olds.first ?? new
            let isAncestor = try repository.isAncestor(old, of: new)
            let git = try await shell(
                ["git", "merge-base", "--is-ancestor", "\(old)", "\(new)"], in: sandbox.path,
                environment: sandbox.environment)
            #expect(isAncestor == (git.status == 0))
        }
    }

    @Test func `never leaves out a new commit, however dates lie`() async throws {
        let sandbox = try await Sandbox("--bare")
        var tips = [try await sandbox.commit([], seconds: 0)]
        for seconds in [900, -5000, 4000, -9000, 10] {
            tips.append(try await sandbox.commit([tips[tips.count - 1]], seconds: seconds))
        }
        let repository = try sandbox.open()
        for (index, old) in tips.enumerated() {
            let new = try repository.commits(
                in: tips[tips.count - 1], notReachableFrom: [old], limit: 10)
            #expect(new == Array(tips[(index + 1)...]))
            #expect(try repository.isAncestor(old, of: tips[tips.count - 1]))
            #expect(try repository.isAncestor(tips[tips.count - 1], of: old) == (old == tips.last))
        }
    }

    @Test func `stops at the limit, which counts new commits only`() async throws {
        let sandbox = try await Sandbox("--bare")
        var tips = [try await sandbox.commit([])]
        for seconds in 1...6 {
            tips.append(try await sandbox.commit([tips[seconds - 1]], seconds: seconds))
        }
        let repository = try sandbox.open()
        #expect(
            try repository.commits(in: tips[6], notReachableFrom: [tips[3]], limit: 3).count == 3)
        #expect(
            failure { () throws(GitError) in
                _ = try repository.commits(in: tips[6], notReachableFrom: [tips[2]], limit: 3)
            } == .tooMany(.commits, limit: 3))
    }

    @Test func `follows first parents, newest first, up to where it is told`() async throws {
        let sandbox = try await Sandbox("--bare")
        let root = try await sandbox.commit([])
        let side = try await sandbox.commit([root], seconds: 9)
        let middle = try await sandbox.commit([root], seconds: 1)
        let tip = try await sandbox.commit([middle, side], seconds: 2)
        let repository = try sandbox.open()
        #expect(try walk(repository.firstParents(from: tip), repository) == [tip, middle, root])
        #expect(try await sandbox.program.firstParents(from: tip) == [tip, middle, root])
        #expect(
            try walk(repository.firstParents(from: tip, until: root), repository) == [tip, middle])
        #expect(try walk(repository.firstParents(from: tip, until: tip), repository) == [])
    }

    @Test func `ends at the edge of a shallow clone`() async throws {
        let sandbox = try await Sandbox("--bare")
        let root = try await sandbox.commit([])
        let tip = try await sandbox.commit([root], seconds: 1)
        try await sandbox.git("update-ref", "refs/heads/main", "\(tip)")
        let clone = sandbox.scratch.file("shallow")
        try await sandbox.git("clone", "-q", "--depth=1", "file://\(sandbox.path)", clone)
        let repository = try Repository(opening: clone)
        let isShallow = repository.isShallow
        #expect(isShallow)
        #expect(try walk(repository.firstParents(from: tip), repository) == [tip])
        let program = GitProgram(directory: clone, environment: sandbox.environment)
        #expect(try await program.firstParents(from: tip) == [tip])
        #expect(try repository.commit(tip).parents == [root])
        #expect(try repository.commits(in: tip, notReachableFrom: [], limit: 9) == [tip])
        try await sandbox.git("-C", clone, "commit", "-q", "--allow-empty", "-m", "local")
        let local = try #require(try repository.reference("HEAD"))
        #expect(try repository.isAncestor(tip, of: local))
        #expect(try !repository.isAncestor(local, of: tip))
        #expect(try repository.commits(in: local, notReachableFrom: [tip], limit: 9) == [local])
    }

    @Test func `says what is missing`() async throws {
        let sandbox = try await Sandbox("--bare")
        let commit = try await sandbox.commit([])
        let repository = try sandbox.open()
        #expect(
            failure { () throws(GitError) in
                _ = try repository.commits(in: commit, notReachableFrom: [.zero], limit: 9)
            } == .missing(.zero))
        #expect(
            failure { () throws(GitError) in _ = try repository.isAncestor(.zero, of: commit) }
                == .missing(.zero))
    }

    /// Commits with up to three parents among the last few, half of them in the same second.
    private func graph(
        of count: Int, in sandbox: Sandbox, _ dice: inout Dice
    ) async throws -> [ObjectID] {
        var commits: [ObjectID] = []
        for index in 0..<count {
            let parents = Set(
                (0..<Int.random(in: 0...3, using: &dice)).compactMap { _ in
                    commits.suffix(8).randomElement(using: &dice)
                })
            let sorted = parents.sorted()
            commits.append(try await sandbox.commit(sorted, seconds: index / 2))
        }
        return commits
    }

    private func expectParentsFirst(
        _ commits: [ObjectID], in repository: borrowing Repository
    ) throws {
        var seen: Set<ObjectID> = []
        let all = Set(commits)
        for id in commits {
            let parents = try repository.commit(id).parents
            #expect(parents.allSatisfy { !all.contains($0) || seen.contains($0) })
            seen.insert(id)
        }
    }

    private func walk(
        _ start: FirstParents, _ repository: borrowing Repository
    ) throws -> [ObjectID] {
        var (walk, ids) = (start, [ObjectID]())
        while let commit = try walk.next(in: repository) {
            ids.append(commit.id)
        }
        return ids
    }
}

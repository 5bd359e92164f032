import Git
import RegistryCore
import Support
import Testing

@Suite struct `Comparing two trees` {
    @Test(arguments: [UInt64(11), 12])
    func `finds what git diff-tree -r finds, in its order`(seed: UInt64) async throws {
        let sandbox = try await Sandbox("--bare")
        let repository = try sandbox.open()
        let blobs = try (0..<4).map { try repository.writeBlob([$0]) }
        var dice = Dice(state: seed)
        var trees: [ObjectID] = [.emptyTree]
        _ = try repository.writeTree([])
        for _ in 0..<25 {
            let changes = try (0..<5).map { _ in try change(blobs, &dice) }
            trees.append(try repository.rewrite(trees.last, changes))
            let old = try #require(trees.randomElement(using: &dice))
            let new = try #require(trees.randomElement(using: &dice))
            let theirs = try await sandbox.git(
                "diff-tree", "-r", "-z", "--no-renames", "\(old)", "\(new)")
            let ours = try repository.changes(from: old, to: new, limit: 1000).map(raw).joined()
            #expect(ours == theirs)
            let part = try await sandbox.git(
                "diff-tree", "-r", "-z", "--no-renames", "\(old)", "\(new)", "--", "a/b")
            let below = try repository.changes(from: old, to: new, under: "a/b", limit: 1000)
            #expect(below.map(raw).joined() == part)
        }
    }

    /// Folders of many entries, of which few differ: at the ends, beside each other, or all.
    @Test(arguments: [UInt64(21), 22])
    func `level by level finds the entries that differ`(seed: UInt64) async throws {
        let sandbox = try await Sandbox("--bare")
        let repository = try sandbox.open()
        let blobs = try (0..<3).map { try repository.writeBlob([$0]) }
        _ = try repository.writeTree([])
        var dice = Dice(state: seed)
        var entries: [String: TreeEntry] = [:]
        var trees: [[TreeEntry]] = [[]]
        for round in 0..<150 {
            for _ in 0..<(round < 20 ? 10 : Int.random(in: 0...3, using: &dice)) {
                let name = String(Int.random(in: 0...199, using: &dice), radix: 36)
                let blob = try #require(blobs.randomElement(using: &dice))
                let isGone = Int.random(in: 0..<4, using: &dice) == 0
                entries[name] = isGone ? nil : TreeEntry(name: name, mode: .file, id: blob)
            }
            trees.append(entries.values.sorted())
            let old = try #require(trees.suffix(3).randomElement(using: &dice))
            let new = try #require(trees.randomElement(using: &dice))
            let found = try repository.differences(
                from: repository.writeTree(old), to: repository.writeTree(new))
            #expect(found.compactMap(\.old) == old.filter { !new.contains($0) })
            #expect(found.compactMap(\.new) == new.filter { !old.contains($0) })
            #expect(found.allSatisfy { ($0.old ?? $0.new)?.name == ($0.new ?? $0.old)?.name })
        }
    }

    @Test func `takes nil for a tree without entries`() async throws {
        let sandbox = try await Sandbox("--bare")
        let repository = try sandbox.open()
        let blob = try repository.writeBlob([1])
        let tree = try repository.rewrite(nil, [.put("a/b", .file, blob)])
        let entry = TreeEntry(name: "b", mode: .file, id: blob)
        let added = try repository.changes(from: nil, to: tree, limit: 2)
        #expect(added.map(\.text) == ["a/b"])
        #expect(added.map(\.new) == [entry])
        #expect(try repository.changes(from: tree, to: nil, limit: 2).map(\.old) == [entry])
        #expect(try repository.changes(from: nil, to: nil, limit: 0).isEmpty)
    }

    @Test func `never enters folders that are equal`() async throws {
        let sandbox = try await Sandbox("--bare")
        let repository = try sandbox.open()
        let blob = try repository.writeBlob([1])
        let absent = try await missingTree(in: sandbox)
        let base = try await sandbox.id(
            "mktree", "--missing", input: "040000 tree \(absent)\tabsent\n")
        let changed = try repository.rewrite(base, [.put("x", .file, blob)])
        #expect(try repository.changes(from: base, to: changed, limit: 2).map(\.text) == ["x"])
        #expect(
            failure { () throws(GitError) in
                _ = try repository.changes(from: nil, to: base, limit: 2)
            } == .missing(absent))
    }

    @Test func `stops at a bomb of folders without files`() async throws {
        let sandbox = try await Sandbox("--bare")
        let repository = try sandbox.open()
        var tree = try repository.writeTree([])
        for _ in 0..<12 {
            tree = try repository.writeTree(
                (0..<10).map { TreeEntry(name: "\($0)", mode: .tree, id: tree) })
        }
        #expect(
            failure { () throws(GitError) in
                _ = try repository.changes(from: nil, to: tree, limit: 5000)
            } == .tooMany(.changes, limit: 5000))
    }

    @Test func `stops at depth, at long paths and at too many files`() async throws {
        let sandbox = try await Sandbox("--bare")
        let repository = try sandbox.open()
        let blob = try repository.writeBlob([1])
        func limit(_ tree: ObjectID) -> GitError? {
            failure { () throws(GitError) in
                _ = try repository.changes(from: nil, to: tree, limit: 90_000)
            }
        }
        var deep = try repository.writeTree([TreeEntry(name: "f", mode: .file, id: blob)])
        var long = deep
        for _ in 0..<64 {
            deep = try repository.writeTree([TreeEntry(name: "d", mode: .tree, id: deep)])
            long = try repository.writeTree([
                TreeEntry(name: String(repeating: "l", count: 250), mode: .tree, id: long)
            ])
        }
        #expect(limit(deep) == .tooMany(.depth, limit: 64))
        #expect(limit(long) == .tooMany(.pathBytes, limit: 4096))
        let wide = try repository.rewrite(
            nil, (0..<100_000).map { .put("\($0)", .file, blob) })
        #expect(limit(wide) == .tooMany(.changes, limit: 90_000))
    }

    @Test func `wants trees`() async throws {
        let sandbox = try await Sandbox("--bare")
        let commit = try await sandbox.commit([])
        #expect(
            failure { () throws(GitError) in
                _ = try sandbox.open().changes(from: nil, to: commit, limit: 1)
            } == .wrongKind(commit, found: .commit, wanted: .tree))
    }

    private func change(_ blobs: [ObjectID], _ dice: inout Dice) throws -> TreeChange {
        let depth = Int.random(in: 1...4, using: &dice)
        let names = (0..<depth).map { _ in ["a", "b", "a.b"].randomElement(using: &dice) ?? "" }
        let path = names.joined(separator: "/")
        guard Int.random(in: 0..<4, using: &dice) > 0 else { return .remove(path) }
        let mode: FileMode = Bool.random(using: &dice) ? .file : .executable
        return .put(path, mode, try #require(blobs.randomElement(using: &dice)))
    }

    /// A change as `git diff-tree -z` prints one.
    private func raw(_ change: PathChange) -> String {
        let letter =
            switch (change.old, change.new) {
            case (nil, _): "A"
            case (_, nil): "D"
            default: "M"
            }
        let modes = [change.old, change.new].map { octal($0?.mode.rawValue ?? 0) }
        let ids = [change.old, change.new].map { "\($0?.id ?? .zero)" }
        let words = (modes + ids).joined(separator: " ")
        return ":\(words) \(letter)\0\(change.text ?? "")\0"
    }

    private func octal(_ mode: UInt32) -> String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The name of a tree that was never written.
    private func missingTree(in sandbox: Sandbox) async throws -> ObjectID {
        let bytes = Array("100644 f\0".utf8) + ObjectID.zero.rawBytes
        let file = try sandbox.scratch.write("never", bytes)
        return try await sandbox.id("hash-object", "-t", "tree", "--literally", file)
    }
}

import Git
import RegistryCore
import Support
import Testing

@Suite struct `Rewriting a tree` {
    @Test(arguments: [UInt64(1), 2, 3])
    func `gives what git's index gives for the same edits, whatever they are`(seed: UInt64)
        async throws
    {
        let sandbox = try await Sandbox()
        let repository = try sandbox.open()
        let blobs = try (0..<4).map { try repository.writeBlob([$0]) }
        var dice = Dice(state: seed)
        var tree: ObjectID?
        for _ in 0..<25 {
            var lines = ""
            var changes: [TreeChange] = []
            for _ in 0..<Int.random(in: 1...6, using: &dice) {
                let path = randomPath(&dice)
                if Bool.random(using: &dice) {
                    let id = try #require(blobs.randomElement(using: &dice))
                    changes.append(.put(path, .file, id))
                    lines += "100644 \(id)\t\(path)\n"
                } else {
                    changes.append(.remove(path))
                    lines += "0 \(ObjectID.zero)\t\(path)\n"
                    lines += try removals(below: path, after: changes, of: tree, in: repository)
                }
            }
            try await sandbox.git(
                "update-index", "--add", "--replace", "--index-info", input: lines)
            let expected = try await sandbox.id("write-tree")
            let rewritten = try repository.rewrite(tree, changes)
            #expect(rewritten == expected, "\(changes)")
            tree = rewritten
        }
        #expect(tree != .emptyTree)
    }

    @Test func `puts a whole folder, and leaves its siblings as they are`() async throws {
        let sandbox = try await Sandbox("--bare")
        let repository = try sandbox.open()
        let blob = try repository.writeBlob([1])
        let odd = TreeEntry(name: "odd", mode: FileMode(rawValue: 0o100664), id: blob)
        let base = try repository.writeTree([odd])
        let folder = try repository.rewrite(nil, [.put("version.yaml", .file, blob)])
        let result = try repository.rewrite(base, [.put("models/a/b", .tree, folder)])
        #expect(try repository.entry(at: "odd", in: result) == odd)
        #expect(try repository.entry(at: "models/a/b", in: result)?.id == folder)
        #expect(try repository.rewrite(result, [.remove("models/a/b")]) == base)
        #expect(try repository.rewrite(result, [.put("models/a/b", .tree, .emptyTree)]) == base)
        #expect(try repository.rewrite(result, [.remove("models/z"), .remove("odd/x")]) == result)
    }

    @Test func `lets a later edit of a path undo the earlier ones of it and below it`()
        async throws
    {
        let sandbox = try await Sandbox("--bare")
        let repository = try sandbox.open()
        let blob = try repository.writeBlob([1])
        let flat = try repository.rewrite(nil, [.put("a", .file, blob)])
        let deep = try repository.rewrite(nil, [.put("a/b", .file, blob)])
        #expect(
            try repository.rewrite(nil, [.put("a/b", .file, blob), .put("a", .file, blob)]) == flat)
        #expect(
            try repository.rewrite(nil, [.put("a", .file, blob), .put("a/b", .file, blob)]) == deep)
        #expect(
            try repository.rewrite(deep, [.remove("a"), .put("a/b", .file, blob)]) == deep)
        #expect(
            try repository.rewrite(nil, [.put("a", .tree, deep), .remove("a/a/b")]) == .emptyTree)
        #expect(try repository.rewrite(nil, []) == .emptyTree)
    }

    @Test func `of a great folder reads only that folder`() async throws {
        let sandbox = try await Sandbox("--bare")
        let repository = try sandbox.open()
        let blob = try repository.writeBlob([1])
        let many = (0..<20_000).map { TreeChange.put("models/ns/m\($0)", .file, blob) }
        let tree = try repository.rewrite(nil, many)
        let count = try await sandbox.git("ls-tree", "-r", "--name-only", "\(tree)")
            .split(separator: "\n").count
        #expect(count == 20_000)
    }

    @Test func `refuses paths Git does not store, and depth without end`() async throws {
        let sandbox = try await Sandbox("--bare")
        let repository = try sandbox.open()
        let blob = try repository.writeBlob([1])
        func put(_ path: String) -> GitError? {
            failure { () throws(GitError) in
                _ = try repository.rewrite(nil, [.put(path, .file, blob)])
            }
        }
        for path in ["", "/a", "a/", "a//b", "a/./b", "../a", "a/.git/b", ".GIT", "a\0b"] {
            #expect(put(path) == .invalidPath(path))
        }
        let deep = Array(repeating: "d", count: 65).joined(separator: "/")
        #expect(put(deep) == .tooMany(.depth, limit: 64))
        #expect(put(String(repeating: "n", count: 5000)) == .tooMany(.pathBytes, limit: 4096))
        #expect(
            failure { () throws(GitError) in
                _ = try repository.rewrite(nil, [.put("a", .file, .zero)])
            } == .missing(.zero))
    }

    /// Few names, so that files and folders meet.
    private func randomPath(_ dice: inout Dice) -> String {
        let depth = Int.random(in: 1...4, using: &dice)
        let names = (0..<depth).map { _ in ["a", "b", "a.b", "é"].randomElement(using: &dice) ?? ""
        }
        return names.joined(separator: "/")
    }

    /// The index has no folders: removing one is removing each file it holds at that moment.
    private func removals(
        below path: String, after changes: [TreeChange], of tree: ObjectID?,
        in repository: borrowing Repository
    ) throws -> String {
        let before = try repository.rewrite(tree, Array(changes.dropLast()))
        let gone = try repository.changes(from: before, to: nil, under: path, limit: 1000)
        return gone.compactMap(\.text).map { "0 \(ObjectID.zero)\t\($0)\n" }.joined()
    }
}

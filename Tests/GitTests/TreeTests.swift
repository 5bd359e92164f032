import Git
import RegistryCore
import Support
import Testing

@Suite struct `Trees` {
    @Test func `show modes and names exactly as stored`() async throws {
        let sandbox = try await Sandbox("--bare")
        let blob = try await sandbox.id("hash-object", "-w", "--stdin", input: "x")
        let raw: [(String, [UInt8])] = [
            ("100664", Array("group-writable".utf8)), ("100755", Array("run".utf8)),
            ("107777", [0x73, 0xff, 0xfe]), ("37777700644", Array("t\n".utf8)),
        ]
        let id = try await tree(raw, blob, in: sandbox)
        let entries = try sandbox.open().tree(id)
        #expect(entries.map { String($0.mode.rawValue, radix: 8) } == raw.map(\.0))
        #expect(entries.map(\.name) == raw.map(\.1))
        #expect(entries.map(\.text) == ["group-writable", "run", nil, "t\n"])
    }

    @Test(arguments: [
        [("0100644", "zero-padded")], [("100644", "b"), ("100644", "a")],
        [("100644", "a"), ("100644", "a")], [("100644", "a"), ("100644", "a.b"), ("40000", "a")],
        [("100644", "a/b")], [("100644", "")], [("100648", "a")], [("", "a")],
        [("77777777777", "a")],
    ])
    func `git would not write are malformed`(raw: [(String, String)]) async throws {
        let sandbox = try await Sandbox("--bare")
        let blob = try await sandbox.id("hash-object", "-w", "--stdin", input: "x")
        let id = try await tree(raw.map { ($0, Array($1.utf8)) }, blob, in: sandbox)
        #expect(
            failure { () throws(GitError) in _ = try sandbox.open().tree(id) } == .malformed(id))
    }

    @Test func `are written in git's order whatever the order given`() async throws {
        let sandbox = try await Sandbox("--bare")
        let blob = try await sandbox.id("hash-object", "-w", "--stdin", input: "x")
        let folder = try await sandbox.id("mktree", input: "100644 blob \(blob)\tx\n")
        let elsewhere = try #require(ObjectID(parsing: String(repeating: "9", count: 40)))
        let names = ["a", "a.b", "a0", "ab", "é", "b"]
        let entries =
            names.map { name in TreeEntry(name: name, mode: .file, id: blob) }
            + ["a-b", "c", "c.d"].map { name in TreeEntry(name: name, mode: .tree, id: folder) }
            + [TreeEntry(name: "sub", mode: .submodule, id: elsewhere)]
        let lines = entries.map { entry in
            let kind = entry.mode == .submodule ? "commit" : entry.mode.isTree ? "tree" : "blob"
            let mode = String(entry.mode.rawValue, radix: 8)
            return "\(mode) \(kind) \(entry.id)\t\(entry.text ?? "")\0"
        }
        let theirs = try await sandbox.id("mktree", "-z", "--missing", input: lines.joined())
        var dice = Dice(state: 1)
        for _ in 0..<10 {
            #expect(try sandbox.open().writeTree(entries.shuffled(using: &dice)) == theirs)
        }
        #expect(try sandbox.open().tree(theirs) == entries.sorted())
        #expect(try sandbox.open().writeTree([]) == .emptyTree)
    }

    @Test func `are not written with names Git does not store, or targets that are not there`()
        async throws
    {
        let sandbox = try await Sandbox("--bare")
        let repository = try sandbox.open()
        let blob = try repository.writeBlob([1])
        for name in ["", ".", "..", ".git", ".GIT", "a/b", "a\0b"] {
            let entry = TreeEntry(name: name, mode: .file, id: blob)
            #expect(
                failure { () throws(GitError) in _ = try repository.writeTree([entry]) }
                    == .invalidPath(name))
        }
        let twice = [FileMode.file, .executable].map { TreeEntry(name: "a", mode: $0, id: blob) }
        #expect(
            failure { () throws(GitError) in _ = try repository.writeTree(twice) }
                == .invalidPath("a"))
        let dangling = TreeEntry(name: "a", mode: .file, id: .zero)
        #expect(
            failure { () throws(GitError) in _ = try repository.writeTree([dangling]) }
                == .missing(.zero))
        let mistaken = TreeEntry(name: "a", mode: .tree, id: blob)
        #expect(
            failure { () throws(GitError) in _ = try repository.writeTree([mistaken]) }
                == .wrongKind(blob, found: .blob, wanted: .tree))
    }

    @Test func `give the entry at a path`() async throws {
        let sandbox = try await Sandbox()
        try sandbox.scratch.write("repository/models/fraud/model.yaml", "x")
        try await sandbox.git("add", ".")
        let root = try await sandbox.id("write-tree")
        let repository = try sandbox.open()
        let file = try repository.entry(at: "models/fraud/model.yaml", in: root)
        #expect(file?.text == "model.yaml")
        #expect(file?.mode == .file)
        let folder = try repository.entry(at: "models", in: root)
        #expect(folder?.mode == .tree)
        for absent in ["models/other", "models/fraud/model.yaml/deeper", "x"] {
            let entry = try repository.entry(at: absent, in: root)
            #expect(entry == nil)
        }
        for invalid in ["", "/models", "models/", "models//fraud", "models/../models"] {
            #expect(
                failure { () throws(GitError) in
                    _ = try repository.entry(at: invalid, in: root)
                } == .invalidPath(invalid))
        }
    }

    private func tree(
        _ entries: [(String, [UInt8])], _ id: ObjectID, in sandbox: Sandbox
    ) async throws -> ObjectID {
        var bytes: [UInt8] = []
        for (mode, name) in entries {
            bytes += "\(mode) ".utf8
            bytes += name + [0] + id.rawBytes
        }
        let file = try sandbox.scratch.write("raw-tree", bytes)
        return try await sandbox.id("hash-object", "-t", "tree", "--literally", "-w", file)
    }
}

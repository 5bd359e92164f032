import FoundationEssentials
import Git
import RegistryCore
import Support
import Testing

@Suite struct `Commits` {
    @Test(arguments: [
        ("Ada", "ada@example.com", "subject\n\nbody\n"),
        ("  Zoë <von> Ω,", "<zoe@example.com>\n", "ünïcode, and no line end"),
        ("O'Neil;", "'o@example.com'", ""),
    ])
    func `get the name that git commit-tree gives the same fields`(
        name: String, email: String, message: String
    ) async throws {
        let sandbox = try await Sandbox("--bare")
        let tree = try await sandbox.id("mktree")
        let parents = [try await sandbox.commit([]), try await sandbox.commit([], seconds: 5)]
        let author = Identity(
            name: name, email: email, date: Date(timeIntervalSince1970: 1_700_000_000.7),
            offset: 90)
        let committer = Identity(
            name: "Bob", email: "bob@example.com",
            date: Date(timeIntervalSince1970: 1_700_000_100), offset: -480)
        let repository = try sandbox.open()
        let ours = try repository.writeCommit(
            tree: tree, parents: parents, author: author, committer: committer, message: message)
        let words = ["commit-tree", "\(tree)"] + parents.flatMap { ["-p", "\($0)"] }
        let theirs = try await sandbox.git(
            words, input: message, ["GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": email])
        #expect("\(ours)" == theirs)

        let commit = try repository.commit(ours)
        #expect(commit.tree == tree)
        #expect(commit.parents == parents)
        #expect(commit.author == author)
        #expect(commit.committer == committer)
        #expect(commit.message == message)
        #expect(commit.author.date == Date(timeIntervalSince1970: 1_700_000_000))
        try await sandbox.git("fsck", "--strict")
    }

    @Test func `must stand on objects that are there, and hold no NUL`() async throws {
        let sandbox = try await Sandbox("--bare")
        let tree = try await sandbox.id("mktree")
        let blob = try await sandbox.id("hash-object", "-w", "--stdin", input: "x")
        let repository = try sandbox.open()
        let someone = Identity(name: "A", email: "a@b", date: Date(timeIntervalSince1970: 0))
        func write(_ tree: ObjectID, _ parents: [ObjectID], _ message: String) -> GitError? {
            failure { () throws(GitError) in
                _ = try repository.writeCommit(
                    tree: tree, parents: parents, author: someone, committer: someone,
                    message: message)
            }
        }
        #expect(write(blob, [], "") == .wrongKind(blob, found: .blob, wanted: .tree))
        #expect(write(tree, [tree], "") == .wrongKind(tree, found: .tree, wanted: .commit))
        #expect(write(tree, [.zero], "") == .missing(.zero))
        #expect(write(tree, [], "a\0b") == .invalidMessage)
    }

    @Test(arguments: [
        "tree T\nauthor A <a@b> 1 +0000\n\nno committer",
        "tree T\nauthor A <a@b> 1\ncommitter A <a@b> 1 +0000\n\nno zone",
        "tree T\nauthor A a@b 1 +0000\ncommitter A <a@b> 1 +0000\n\nno brackets",
        "tree T\nauthor A <a@b> -1 +0000\ncommitter A <a@b> 1 +0000\n\nbefore 1970",
        "tree T\nauthor A <a@b> 9999999999999 +0000\ncommitter A <a@b> 1 +0000\n\nfar",
        "parent T\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\nno tree",
        "tree 4b82\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\nshort",
        "",
    ])
    func `that git fsck refuses are malformed`(template: String) async throws {
        let sandbox = try await Sandbox("--bare")
        let text = template.replacing("T", with: "\(ObjectID.emptyTree)", maxReplacements: 1)
        let id = try await sandbox.id(
            "hash-object", "-t", "commit", "-w", "--stdin", "--literally", input: text)
        #expect(
            failure { () throws(GitError) in _ = try sandbox.open().commit(id) } == .malformed(id))
    }

    @Test func `with other headers and bytes that are not UTF-8 are read all the same`()
        async throws
    {
        let id = ObjectID.zero
        let head = "tree \(ObjectID.emptyTree)\nauthor  <> 0 +0000\ncommitter A <a@b> 1 -0130\n"
        let bytes = Array("\(head)encoding latin-1\nmergetag x\n  y\n\nsubj\n\nb".utf8) + [0xff]
        let commit = try #require(Commit(id, parsing: bytes))
        #expect(commit.author.name == "")
        #expect(commit.committer.offset == -90)
        #expect(commit.message == "subj\n\nb\u{fffd}")
        #expect(commit.subject == "subj")
    }
}

@Suite struct `Tags` {
    @Test func `are read as git wrote them, nested ones one level at a time`() async throws {
        let sandbox = try await Sandbox("--bare")
        let commit = try await sandbox.commit([])
        try await sandbox.git("tag", "-a", "-m", "why\n\nKey: value", "inner", "\(commit)")
        try await sandbox.git("tag", "-a", "-m", "outer", "outer", "inner")
        let repository = try sandbox.open()
        let inner = try #require(try repository.reference("refs/tags/inner"))
        let tag = try repository.tag(inner)
        #expect(tag.target == commit)
        #expect(tag.targetKind == .commit)
        #expect(tag.name == "inner")
        #expect(tag.tagger?.email == "bob@example.com")
        #expect(tag.message == "why\n\nKey: value\n")
        let outer = try #require(try repository.reference("refs/tags/outer"))
        let around = try repository.tag(outer)
        #expect(around.target == inner)
        #expect(around.targetKind == .tag)
    }

    @Test(arguments: [
        ("object O\ntype commit\ntag x\n\nno tagger", true),
        ("object O\ntype commit\ntag x\ntagger nobody\n\n", false),
        ("object O\ntype cabbage\ntag x\n\n", false),
        ("type commit\nobject O\ntag x\n\n", false),
        ("object O\ntype commit\n\n", false),
    ])
    func `need a target, its kind and a name, but no tagger`(template: String, isTag: Bool) {
        let text = template.replacing("O", with: "\(ObjectID.emptyTree)", maxReplacements: 1)
        #expect((Tag(.zero, parsing: Array(text.utf8)) != nil) == isTag)
    }
}

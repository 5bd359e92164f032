import FoundationEssentials
import Git
import Registry
import RegistryCore
import Support
import Testing

/// Writes a pack of one commit whose one file is 64 MiB of zeros, a delta of some 300 bytes on a
/// blob of 256 KiB, and says the commit's name.
private let deltaBomb = """
    import hashlib, struct, sys, zlib
    KINDS = {'commit': 1, 'tree': 2, 'blob': 3}
    def name(kind, data):
        return hashlib.sha1(f'{kind} {len(data)}\\0'.encode() + data).digest()
    def header(kind, size):
        byte, size = kind << 4 | size & 15, size >> 4
        out = []
        while size:
            out.append(byte | 128)
            byte, size = size & 127, size >> 7
        return bytes(out + [byte])
    def number(n):
        out = []
        while n > 127:
            out.append(n & 127 | 128)
            n >>= 7
        return bytes(out + [n])
    base, times = bytes(256 << 10), 256
    bomb = base * times
    # Each instruction copies 0x040000 bytes from offset 0 (gitformat-pack(5)).
    delta = number(len(base)) + number(len(bomb)) + b'\\xc0\\x04' * times
    tree = b'100644 bomb\\0' + name('blob', bomb)
    who = b'a <a@example.com> 1790000000 +0000'
    commit = b'tree ' + name('tree', tree).hex().encode() + b'\\nauthor ' + who
    commit += b'\\ncommitter ' + who + b'\\n\\nx\\n'
    pack = b'PACK' + struct.pack('>II', 2, 4)
    for kind, data in (('blob', base), ('tree', tree), ('commit', commit)):
        pack += header(KINDS[kind], len(data)) + zlib.compress(data, 9)
    pack += header(7, len(delta)) + name('blob', base) + zlib.compress(delta, 9)
    open(sys.argv[1], 'wb').write(pack + hashlib.sha1(pack).digest())
    print(name('commit', commit).hex())
    """

@Suite struct `A bomb` {
    @Test func `of deltas is known by its header`() async throws {
        let bench = try await Bench()
        let refs = try await bench.refs()
        let file = "\(bench.folder)/bomb"
        let commit = try await bench.run(
            ["python3", "-", file], in: bench.folder, input: deltaBomb)
        let pack = try Array(Data(contentsOf: URL(filePath: file)))
        #expect(pack.count < 2000)
        let outcome = try await bench.receive(
            ["\(ObjectID.zero) \(commit) refs/heads/topic"], pack: pack)
        #expect(
            outcome.errors.contains("has 64.00 MiB, and 1.00 MiB is the most."), "\(outcome.text)")
        #expect(outcome.errors.contains("[manifest-too-large]"))
        #expect(try await bench.refs() == refs)
        #expect(try bench.quarantines() == [])
    }

    @Test func `of zeros is known by its header`() async throws {
        let zeros = String(repeating: "\0", count: 32 << 20)
        try await RefusedPush("", .manifestTooLarge) { bench in
            let commit = try await bench.commit(onto: bench.facts.main, .file("zeros", zeros))
            return ["\(commit):refs/heads/topic"]
        }
        .expect(on: Bench())
    }

    @Test func `larger than any push is cut off by git`() async throws {
        let bench = try await Bench()
        #expect(try await bench.git("config", "receive.maxInputSize", in: bench.catalog) == "256m")
        try await bench.git("config", "receive.maxInputSize", "64k", in: bench.catalog)
        let noise = (0..<20_000).map { _ in "\(UInt64.random(in: .min ... .max))" }.joined()
        try await RefusedPush("", gitSays: "exceeds maximum allowed size") { bench in
            let commit = try await bench.commit(onto: bench.facts.main, .file("noise", noise))
            return ["\(commit):refs/heads/topic"]
        }
        .expect(on: bench)
        #expect(try bench.quarantines() == [])
    }
}

@Suite struct `The limits of a push` {
    /// The limits of a push, one of them lowered, and whether two commits that change three paths
    /// are too much.
    struct Lowered: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let isTooMuch: Bool
        let lower: @Sendable (inout PushLimits) -> Void

        init(
            _ description: String, _ isTooMuch: Bool,
            _ lower: @escaping @Sendable (inout PushLimits) -> Void
        ) {
            testDescription = description
            self.isTooMuch = isTooMuch
            self.lower = lower
        }
    }

    @Test(arguments: [
        Lowered("two commits", false) { $0.commits = 2 },
        Lowered("one commit", true) { $0.commits = 1 },
        Lowered("paths enough, folders included", false) { $0.changedPaths = 6 },
        Lowered("one path less", true) { $0.changedPaths = 5 },
        Lowered("one ref", false) { $0.refs = 1 }, Lowered("no ref", true) { $0.refs = 0 },
        Lowered("one object", true) { $0.objects = 1 },
        Lowered("a kilobyte of objects", true) { $0.inflatedBytes = 1 << 10 },
        Lowered("a tree of one byte", true) { $0.treeBytes = 1 },
        Lowered("a commit of one byte", true) { $0.messageBytes = 1 },
        Lowered("a minute", false) { $0.time = .seconds(60) },
        Lowered("no time", true) { $0.time = .zero },
    ])
    func `hold for all its commits together`(limit: Lowered) async throws {
        let bench = try await Self.bench.value
        var limits = PushLimits()
        limit.lower(&limits)
        let main = CatalogRef.main.description
        let tip = try #require(try await bench.tip("refs/heads/topic"))
        // As in a hook, with the work repository's objects for a quarantine.
        let environment = bench.environment(of: "alice").merging([
            "GIT_QUARANTINE_PATH": "\(bench.work)/objects",
            "GIT_OBJECT_DIRECTORY": "\(bench.work)/objects",
        ]) { $1 }
        let judge = try PushJudge(
            catalog: try Catalog.open(bench.catalog, environment: environment),
            push: Push(
                updates: [AuditEntry.Update(ref: main, old: bench.facts.main, new: tip)],
                actor: "alice@example.com", authentication: .claimed, received: Date()),
            artifacts: { _ in [] }, limits: limits)
        let codes = Set(await judge.verdict().refusals.flatMap(\.objections).map(\.code))
        #expect(codes == (limit.isTooMuch ? [.tooMuch] : []))
    }

    /// A registry whose branch `topic` has two commits, with the folders they change five paths.
    private static let bench = Task {
        let bench = try await Bench.shared().value
        let first = try await bench.commit(onto: bench.facts.main, detector("README.md", "# x"))
        let second = try await bench.commit(
            onto: first, detector("README.md", "# y"), detector("version.yaml", record(3)))
        try await bench.require("\(second):refs/heads/topic")
        return bench
    }
}

@Suite(.serialized) struct `Refs of one push` {
    private static let bench = Bench.shared()

    /// Everything that comes beside what it would need, from the other tables.
    static let beside =
        (`A stage`.refused + `An approval`.refused).filter {
            $0.testDescription.contains("beside") && !$0.isAlone
        } + `A hostile policy`.own

    @Test(arguments: beside)
    func `do not help one another though they come at once`(push: RefusedPush) async throws {
        try await push.expect(on: Self.bench.value, atomic: true)
    }

    /// The one push waits in its hook while the other brings the same objects.
    @Test(.timeLimit(.minutes(15))) func `share no object with another push`() async throws {
        let bench = try await Bench()
        try await bench.replaceHook(
            "pre-receive",
            """
            if [ "$CAIRN_USER" = mallory@example.com ]; then
                touch waiting; while [ ! -e done ]; do sleep 0.02; done
            fi
            exec "$(git config cairn.program)" hook pre-receive
            """)
        let commit = try await bench.commit(
            onto: bench.facts.main, detector("README.md", "# shared\n"))
        async let held = bench.push(["\(commit):refs/heads/Upper"], as: "mallory")
        while !FileManager.default.fileExists(atPath: "\(bench.catalog)/waiting") {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(try bench.quarantines().count == 1)
        let dropped = try await bench.receive(["\(ObjectID.zero) \(commit) refs/heads/stolen"])
        #expect(!dropped.output.contains("ok refs/"), "\(dropped.text)")
        try await bench.require("\(commit):refs/heads/main")
        try await bench.run(["touch", "done"], in: bench.catalog)
        #expect(try await held.codes == [.refRefused])
        #expect(try bench.quarantines() == [])
        #expect(try await bench.tip("refs/heads/main") == commit)
        try await bench.git("fsck", "--strict", "--no-dangling", in: bench.catalog)
    }
}

import Artifacts
import Cryptography
import FoundationEssentials
import RegistryCore
import Support
import SystemPackage
import Testing

@Suite struct `Adopting an object` {
    private let scratch: Scratch
    private let store: FileStore
    private let bytes = sample(2_000_000)
    private var pointer: Pointer { Pointer(of: bytes) }

    init() throws {
        scratch = try Scratch()
        store = FileStore(in: scratch)
    }

    @Test func `cuts the link to the file it came from`() async throws {
        try scratch.plant(bytes, as: pointer.digest)
        let path = scratch.object(pointer.digest)
        try FileManager.default.linkItem(atPath: path, toPath: scratch.file("theirs"))
        try await store.adopt(pointer)
        #expect(try status(path).linkCount == 1)
        #expect(try status(path).permissions.rawValue == 0o444)
        try scratch.write("theirs", "changed afterwards")
        #expect(try await store.read(pointer.digest) == bytes)
    }

    @Test func `reads each file once, and again only if it was touched`() async throws {
        try scratch.plant(bytes, as: pointer.digest)
        let tally = Tally()
        let progress = Progress { tally.add($0) }
        try await store.adopt(pointer, progress: progress)
        let inode = try status(scratch.object(pointer.digest)).inode
        try await store.adopt(pointer, progress: progress)
        #expect(tally.total == 2_000_000)
        #expect(try status(scratch.object(pointer.digest)).inode == inode)

        try await Task.sleep(for: .milliseconds(20))
        try overwrite(scratch.object(pointer.digest), bytes)
        try await store.adopt(pointer, progress: progress)
        #expect(tally.total == 4_000_000)
    }

    @Test func `costs nothing for what Cairn has put itself`() async throws {
        try await store.put(.bytes(bytes))
        let tally = Tally()
        try await store.adopt(pointer, progress: Progress { tally.add($0) })
        try await store.adopt(.empty, progress: Progress { tally.add($0) })
        #expect(tally.total == 0)
    }

    @Test(arguments: ["", "1 2", "1 2 3 4", "x 2 3", "1 2 3\n", "9 2000000 9"])
    func `believes no record that is not of this very file`(record: String) async throws {
        let other = sample(2_000_000, seed: 2)
        try scratch.plant(other, as: pointer.digest)
        let name = "\(pointer.digest)"
        try scratch.write("verified/\(name.prefix(2))/\(name)", record)
        await #expect(
            throws: StoreError.corrupt(
                expected: pointer.digest, actual: Digest(hashing: other))
        ) { try await store.adopt(pointer) }
        #expect(!scratch.hasUnfinishedFiles)
    }

    @Test func `tells everything that is wrong with a push at once`() async throws {
        let (absent, long, other) = (sample(10), sample(20), sample(30))
        try scratch.plant(bytes, as: pointer.digest)
        try scratch.plant(long + [0], as: Digest(hashing: long))
        try scratch.plant(sample(30, seed: 2), as: Digest(hashing: other))
        let wrong = [absent, long, other].map(Pointer.init(of:))
        let failures = try await store.adoptAll([wrong[0], pointer, wrong[1], wrong[2]])
        #expect(failures.map(\.pointer) == wrong)
        #expect(
            failures.map(\.error) == [
                .missing(wrong[0].digest),
                .wrongSize(wrong[1].digest, expected: 20, actual: 21),
                .corrupt(
                    expected: wrong[2].digest, actual: Digest(hashing: sample(30, seed: 2))),
            ])
    }

    @Test func `leaves a twenty-fold adopted object verified`() async throws {
        try scratch.plant(bytes, as: pointer.digest)
        #expect(
            try await store.adoptAll(Array(repeating: pointer, count: 20)).isEmpty)
        let tally = Tally()
        try await store.adopt(pointer, progress: Progress { tally.add($0) })
        #expect(tally.total == 0)
    }
}

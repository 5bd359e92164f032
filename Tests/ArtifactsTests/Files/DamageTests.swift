import Artifacts
import Cryptography
import FoundationEssentials
import RegistryCore
import Support
import SystemPackage
import Testing

@Suite struct `A damaged object` {
    private let scratch: Scratch
    private let store: FileStore
    private let bytes = sample(3_000_000)
    private let pointer: Pointer

    init() async throws {
        scratch = try Scratch()
        store = FileStore(in: scratch)
        pointer = try await store.put(.bytes(bytes))
    }

    /// Changes one bit and leaves size and time as they were, as a failing disk does.
    private func flipOneBit() throws -> Digest {
        let path = scratch.object(pointer.digest)
        let before = try status(path)
        var damaged = bytes
        damaged[2_000_000] ^= 1
        try overwrite(path, damaged)
        try setModified(path, before)
        return Digest(hashing: damaged)
    }

    @Test func `is found by every whole read`() async throws {
        let actual = try flipOneBit()
        let corrupt = StoreError.corrupt(expected: pointer.digest, actual: actual)
        await #expect(throws: corrupt) { try await store.read(pointer.digest) }
        try scratch.write("out", "before")
        await #expect(throws: corrupt) { try await store.fetch(pointer, to: scratch.file("out")) }
        #expect(try scratch.read("out") == Array("before".utf8))
        #expect(!scratch.hasUnfinishedFiles)
    }

    @Test func `is named by a verification, trusted no more, and mended by the next put`()
        async throws
    {
        let sound = try await store.put(.bytes(sample(10)))
        let actual = try flipOneBit()
        let corrupt = StoreError.corrupt(expected: pointer.digest, actual: actual)
        let report = try await store.verify()
        #expect(report.objects == 2)
        #expect(report.bytes == 3_000_010)
        #expect(report.damaged.map(\.digest) == [pointer.digest])
        #expect(report.damaged.map(\.reason) == [corrupt])
        #expect(!report.isSound)
        await #expect(throws: corrupt) { try await store.adopt(pointer) }
        await #expect(throws: corrupt) { try await store.read(pointer.digest, range: 0..<1) }

        try await store.put(.bytes(bytes), expecting: pointer)
        #expect(try await store.read(pointer.digest) == bytes)
        #expect(try await store.verify().isSound)
        #expect(try await store.has(sound.digest))
    }

    @Test func `that lost its end is found before it is read`() async throws {
        try truncate(scratch.object(pointer.digest), to: 2_000_000)
        let short = StoreError.wrongSize(pointer.digest, expected: 3_000_000, actual: 2_000_000)
        await #expect(throws: short) { try await store.adopt(pointer) }
        await #expect(throws: short) { try await store.fetch(pointer, to: scratch.file("out")) }
        #expect(try await store.verify().damaged.map(\.digest) == [pointer.digest])
    }

    @Test func `serves no range once somebody has written to it`() async throws {
        try await Task.sleep(for: .milliseconds(20))
        var other = bytes
        other[0] ^= 1
        try overwrite(scratch.object(pointer.digest), other)
        await #expect(
            throws: StoreError.corrupt(
                expected: pointer.digest, actual: Digest(hashing: other))
        ) { try await store.read(pointer.digest, range: 5..<6) }
    }
}

@Suite struct `A verification` {
    @Test func `tells apart what is linked, misplaced and unfinished`() async throws {
        let scratch = try Scratch()
        let store = FileStore(in: scratch)
        let kept = try await store.put(.bytes(sample(100)))
        let path = scratch.object(kept.digest)
        try FileManager.default.linkItem(atPath: path, toPath: scratch.file("outside"))
        let digits = "\(kept.digest)"
        let other = digits.hasPrefix("00") ? "11" : "00"
        let misplaced = try scratch.write("objects/\(other)/00/\(digits)", "x")
        let stray = try scratch.write("objects/README", "x")
        let unfinished = try scratch.write("objects/incoming/.cairn-0", "x")
        let condemned = try scratch.write("objects/trash/gone-\(digits)", "x")

        let tally = Tally()
        let report = try await store.verify(progress: Progress { tally.add($0) })
        #expect(report.objects == 1)
        #expect(tally.total == 100)
        #expect(report.damaged.isEmpty)
        #expect(report.shared.map(\.digest) == [kept.digest])
        #expect(report.shared.map(\.linkCount) == [2])
        #expect(Set(report.misplaced) == [misplaced, stray])
        #expect(report.unfinished == [unfinished, condemned])
        #expect(!report.isSound)
    }
}

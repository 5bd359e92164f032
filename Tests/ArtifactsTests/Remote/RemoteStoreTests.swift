import Artifacts
import Cryptography
import FoundationEssentials
import RegistryCore
import Support
import Testing

@Suite struct `A store on the network` {
    private let scratch: Scratch
    private let objects = MemoryObjects()
    private let store: RemoteStore
    private let now = Date()

    init() throws {
        scratch = try Scratch()
        store = RemoteStore(objects, temporaryFolder: scratch.path)
    }

    @Test func `refuses bytes that were changed there, and replaces them with the next ones`()
        async throws
    {
        let bytes = sample(2_500_000)
        let kept = try await store.put(.bytes(bytes))
        objects.tamper { $0.objects[kept.digest]?.bytes[2_000_000] ^= 1 }
        let error = await #expect(throws: StoreError.self) { try await store.read(kept.digest) }
        guard case .corrupt(expected: kept.digest, _) = error else {
            Issue.record("reported as \(String(describing: error))")
            return
        }
        await #expect(throws: StoreError.damaged(kept.digest)) { try await store.adopt(kept) }
        try await store.put(.bytes(bytes), expecting: kept)
        #expect(try await store.read(kept.digest) == bytes)
        try await store.adopt(kept)
    }

    @Test func `leaves the destination of a fetch alone when the bytes are wrong`() async throws {
        let kept = try await store.put(.bytes(sample(9_000)))
        objects.tamper { $0.objects[kept.digest]?.bytes[0] ^= 1 }
        try scratch.write("out", "before")
        await #expect(throws: StoreError.self) {
            try await store.fetch(kept, to: scratch.file("out"))
        }
        #expect(try scratch.read("out") == Array("before".utf8))
        #expect(!scratch.hasUnfinishedFiles)
    }

    @Test func `hashes what somebody else has brought before it counts`() async throws {
        let bytes = sample(9_000)
        let pointer = Pointer(of: bytes)
        for (brought, isRight) in [(bytes, true), (sample(9_000, seed: 2), false), (bytes, true)] {
            try await store.expect(pointer.digest)
            let now = now
            objects.tamper { $0.objects[pointer.digest] = (brought, now) }
            if isRight {
                try await store.adopt(pointer)
                #expect(objects.tamper { $0.marks[.unverified]?[pointer.digest] } == nil)
            } else {
                await #expect(throws: StoreError.self) { try await store.adopt(pointer) }
                #expect(objects.tamper { $0.marks[.damaged]?[pointer.digest] } != nil)
                try await store.put(.bytes(bytes), expecting: pointer)
                #expect(try await store.read(pointer.digest) == bytes)
            }
        }
    }

    @Test func `keeps an upload in parts, or its parts`() async throws {
        let bytes = sample(9_000_001)
        let parts = FileStore(in: scratch)
        for promised in [Pointer(of: bytes), Pointer(of: sample(9_000_001, seed: 2))] {
            let file = try await parts.upload(promised, by: "alice")
            await #expect(throws: StoreError.interrupted) { try await store.keep(file) }
            let pieces = Feed(bytes[...])
            _ = file.claim(atMost: 2)
            try await file.receive(1..<3) { await pieces.next() }
            guard promised == Pointer(of: bytes) else {
                await #expect(throws: StoreError.self) { try await store.keep(file) }
                #expect(try await !store.has(promised.digest))
                continue
            }
            try await store.keep(file)
            #expect(try await store.read(promised.digest) == bytes)
        }
        #expect(scratch.files(in: "objects").filter { $0.hasPrefix("incoming/") }.isEmpty)
    }

    @Test func `forgets what was noted long ago of what never came`() async throws {
        let kept = try await store.put(.bytes(sample(100)))
        for digest in [kept.digest, Pointer(of: sample(7)).digest] {
            try await store.expect(digest)
        }
        _ = try await store.collect(
            keeping: { _ in true }, grace: .seconds(60), now: now + 3_600, dryRun: false)
        #expect(objects.tamper { $0.marks[.unverified]?.keys.map(\.self) } == [kept.digest])
    }

    @Test func `replaces what is too short`() async throws {
        let bytes = sample(9_000)
        let kept = try await store.put(.bytes(bytes))
        objects.tamper { _ = $0.objects[kept.digest]?.bytes.popLast() }
        await #expect(throws: StoreError.wrongSize(kept.digest, expected: 9_000, actual: 8_999)) {
            try await store.adopt(kept)
        }
        try await store.put(.bytes(bytes))
        #expect(try await store.read(kept.digest) == bytes)
    }

    @Test func `verifies everything, and names what is wrong`() async throws {
        let good = try await store.put(.bytes(sample(5_000)))
        let bad = try await store.put(.bytes(sample(6_000, seed: 2)))
        objects.tamper { $0.objects[bad.digest]?.bytes[9] ^= 1 }
        let found = try await store.verify()
        #expect(found.objects == 2 && found.bytes == 11_000)
        #expect(found.damaged.map(\.digest) == [bad.digest])
        try await store.adopt(good)
        await #expect(throws: StoreError.damaged(bad.digest)) { try await store.adopt(bad) }
    }

    @Test func `takes what a folder has of an artifact, and only the right bytes`() async throws {
        let files = FileStore(in: scratch)
        let kept = try await files.put(.bytes(sample(3_000_000)))
        try await store.copyAll([kept, .empty], from: files)
        #expect(try await store.read(kept.digest) == sample(3_000_000))
        let absent = Pointer(of: sample(7))
        await #expect(throws: StoreError.missing(absent.digest)) {
            try await store.copyAll([absent], from: files)
        }
    }

    @Test func `collects what nobody wants any more, once it is old enough`() async throws {
        let wanted = try await store.put(.bytes(sample(1_000)))
        let unwanted = try await store.put(.bytes(sample(2_000, seed: 2)))
        let early = try await collect(keeping: wanted, after: 3_600)
        #expect(early.kept == 1 && early.young == 1 && early.removed.isEmpty)
        let dry = try await collect(keeping: wanted, after: 90_000, dryRun: true)
        #expect(dry.removed.map(\.digest) == [unwanted.digest] && dry.bytes == 2_000)
        #expect(try await store.has(unwanted.digest))
        let real = try await collect(keeping: wanted, after: 90_000)
        #expect(real.removed.map(\.digest) == [unwanted.digest])
        #expect(try await store.list().map(\.digest) == [wanted.digest])
    }

    @Test func `spares what somebody has asked for since, even while it is collecting`()
        async throws
    {
        let kept = try await store.put(.bytes(sample(1_000)))
        age(kept, by: 90_000)
        let spared = try await store.collect(
            keeping: { [objects, now] digest in
                // Somebody adopts it after the listing, just before its turn.
                objects.tamper { $0.marks[.claimed, default: [:]][digest] = now }
                return false
            }, grace: .seconds(86_400), now: now, dryRun: false)
        #expect(spared.young == 1 && spared.removed.isEmpty)
        try await store.adopt(kept)
        let again = try await store.collect(
            keeping: { _ in false }, grace: .seconds(86_400), now: now, dryRun: false)
        #expect(again.young == 1)
        let later = try await store.collect(
            keeping: { _ in false }, grace: .seconds(86_400), now: now + 90_000, dryRun: false)
        #expect(later.removed.map(\.digest) == [kept.digest])
        #expect(objects.tamper { $0.marks[.claimed]?.isEmpty } == true)
    }

    private func age(_ pointer: Pointer, by seconds: TimeInterval) {
        objects.tamper { $0.objects[pointer.digest]?.modified -= seconds }
    }

    private func collect(
        keeping wanted: Pointer, after seconds: TimeInterval, dryRun: Bool = false
    ) async throws -> Sweep {
        try await store.collect(
            keeping: { $0 == wanted.digest }, grace: .seconds(86_400), now: now + seconds,
            dryRun: dryRun)
    }
}

import Artifacts
import Cryptography
import RegistryCore
import Support
import Testing

@Suite struct `Every artifact store, reading` {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test(arguments: StoreKind.allCases)
    func `says which artifact it has not`(kind: StoreKind) async throws {
        let store = kind.open(in: scratch)
        let absent = Pointer(of: sample(10))
        #expect(try await store.size(of: absent.digest) == nil)
        #expect(try await !store.has(absent.digest))
        await #expect(throws: StoreError.missing(absent.digest)) {
            try await store.read(absent.digest)
        }
        await #expect(throws: StoreError.missing(absent.digest)) {
            try await store.fetch(absent, to: scratch.file("out"))
        }
        #expect(scratch.files(in: ".").isEmpty)
    }

    @Test(
        arguments: StoreKind.allCases,
        [
            (0..<1, 0..<1), (5..<9, 5..<9), (0..<3_000_000, 0..<3_000_000),
            (1_048_570..<2_097_160, 1_048_570..<2_097_160),
            (2_999_990..<9_000_000, 2_999_990..<3_000_000), (7..<7, 7..<7),
            (3_000_000..<3_000_001, 3_000_000..<3_000_000),
        ] as [(Range<Int64>, Range<Int64>)])
    func `reads a range, clamped to the end`(
        kind: StoreKind, asked: (Range<Int64>, Range<Int64>)
    ) async throws {
        let store = kind.open(in: scratch)
        let bytes = sample(3_000_000)
        let kept = try await store.put(.bytes(bytes))
        let wanted = bytes[Int(asked.1.lowerBound)..<Int(asked.1.upperBound)]
        #expect(try await store.read(kept.digest, range: asked.0) == Array(wanted))
    }

    @Test(
        arguments: StoreKind.allCases,
        [-1..<5, 101..<102, 101..<101] as [Range<Int64>])
    func `refuses a range that starts outside`(
        kind: StoreKind, range: Range<Int64>
    ) async throws {
        let store = kind.open(in: scratch)
        let kept = try await store.put(.bytes(sample(100)))
        await #expect(throws: StoreError.outOfRange(kept.digest, size: 100)) {
            try await store.read(kept.digest, range: range)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `hands over little at once, and stops when told`(
        kind: StoreKind
    ) async throws {
        let store = kind.open(in: scratch)
        let kept = try await store.put(.bytes(sample(3_500_000)))
        let pieces = Pieces()
        try await store.get(kept.digest, range: nil) { pieces.take($0) }
        #expect(pieces.all.allSatisfy { $0.count <= 1 << 20 })
        let taken = Tally()
        await #expect(throws: StoreError.interrupted) {
            try await store.get(kept.digest, range: nil) { _ throws(StoreError) in
                guard taken.add(1) < 2 else { throw .interrupted }
            }
        }
        #expect(taken.total == 2)
    }

    @Test(arguments: StoreKind.allCases)
    func `reads small artifacts whole, and refuses large ones`(kind: StoreKind) async throws {
        let store = kind.open(in: scratch)
        let bytes = sample(1_000)
        let kept = try await store.put(.bytes(bytes))
        #expect(try await store.contents(of: kept.digest, atMost: 1_000) == bytes)
        await #expect(throws: StoreError.tooLarge(kept.digest, size: 1_000, limit: 999)) {
            try await store.contents(of: kept.digest, atMost: 999)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `replaces what is at the destination of a fetch`(kind: StoreKind) async throws {
        let store = kind.open(in: scratch)
        let bytes = sample(2_000)
        let kept = try await store.put(.bytes(bytes))
        try scratch.write("deep/out", "what was there before")
        try await store.fetch(kept, to: scratch.file("deep/out"))
        try await store.fetch(kept, to: scratch.file("deep/er/out"))
        #expect(try scratch.read("deep/out") == bytes)
        #expect(try scratch.read("deep/er/out") == bytes)
        #expect(!scratch.hasUnfinishedFiles)
    }

    @Test(arguments: StoreKind.allCases)
    func `leaves the destination alone when the size is another`(kind: StoreKind) async throws {
        let store = kind.open(in: scratch)
        let kept = try await store.put(.bytes(sample(2_000)))
        try scratch.write("out", "before")
        let wrong = Pointer(digest: kept.digest, size: 1_999)
        await #expect(
            throws: StoreError.wrongSize(kept.digest, expected: 1_999, actual: 2_000)
        ) { try await store.fetch(wrong, to: scratch.file("out")) }
        #expect(try scratch.read("out") == Array("before".utf8))
        #expect(!scratch.hasUnfinishedFiles)
    }

    @Test(arguments: StoreKind.allCases)
    func `lists in order and forgets what is removed`(kind: StoreKind) async throws {
        let store = kind.open(in: scratch)
        #expect(try await store.list().isEmpty)
        var pointers: [Pointer] = []
        for seed in 1...20 {
            pointers.append(try await store.put(.bytes(sample(100 + seed, seed: UInt64(seed)))))
        }
        pointers.sort { $0.digest < $1.digest }
        #expect(
            try await store.list().map { Pointer(digest: $0.digest, size: $0.size) } == pointers)
        let gone = pointers.removeFirst().digest
        try await store.remove(gone)
        try await store.remove(gone)
        #expect(try await store.list().map(\.digest) == pointers.map(\.digest))
        #expect(try await !store.has(gone))
    }
}

import Artifacts
import Cryptography
import RegistryCore
import Support
import Testing

@Suite struct `Every artifact store, keeping` {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test(arguments: StoreKind.allCases, [1, 1_000, 1 << 20, (1 << 20) + 1, 3_500_000])
    func `reads back what it kept`(kind: StoreKind, count: Int) async throws {
        let store = kind.open(in: scratch)
        let bytes = sample(count)
        let kept = try await store.put(.bytes(bytes))
        #expect(kept == Pointer(of: bytes))
        #expect(try await store.read(kept.digest) == bytes)
        #expect(try await store.size(of: kept.digest) == Int64(count))
    }

    @Test(arguments: StoreKind.allCases)
    func `takes files, bytes and streams alike`(kind: StoreKind) async throws {
        let store = kind.open(in: scratch)
        let bytes = sample(2_500_000)
        let pieces = Tally()
        let stream = ArtifactSource.stream {
            let start = Int(pieces.add(700_000)) - 700_000
            return start < bytes.count ? Array(bytes.dropFirst(start).prefix(700_000)) : nil
        }
        let path = try scratch.write("model.bin", bytes)
        for source in [ArtifactSource.file(path), .bytes(bytes), stream] {
            #expect(try await store.put(source) == Pointer(of: bytes))
        }
        #expect(try await store.read(Digest(hashing: bytes)) == bytes)
    }

    @Test(arguments: StoreKind.allCases)
    func `refuses other bytes than it was promised, and keeps nothing`(
        kind: StoreKind
    ) async throws {
        let store = kind.open(in: scratch)
        let (promised, sent) = (sample(5_000), sample(5_000, seed: 2))
        await #expect(
            throws: StoreError.corrupt(
                expected: Digest(hashing: promised), actual: Digest(hashing: sent))
        ) { try await store.put(.bytes(sent), expecting: Pointer(of: promised)) }
        #expect(try await store.list().isEmpty)
        #expect(try await !store.has(Digest(hashing: promised)))
    }

    @Test(arguments: StoreKind.allCases, [4_999, 5_001])
    func `refuses another length than it was promised`(
        kind: StoreKind, count: Int
    ) async throws {
        let store = kind.open(in: scratch)
        let promised = Pointer(of: sample(5_000))
        await #expect(
            throws: StoreError.wrongSize(promised.digest, expected: 5_000, actual: Int64(count))
        ) { try await store.put(.bytes(sample(count)), expecting: promised) }
        #expect(try await store.list().isEmpty)
    }

    @Test(arguments: StoreKind.allCases)
    func `stops an endless stream at the first byte too many`(kind: StoreKind) async throws {
        let store = kind.open(in: scratch)
        let promised = Pointer(of: sample(5_000))
        let error = await #expect(throws: StoreError.self) {
            try await store.put(.stream { [0] + sample(1_000) }, expecting: promised)
        }
        guard case .wrongSize(promised.digest, expected: 5_000, _) = error else {
            Issue.record("reported as \(String(describing: error))")
            return
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `keeps nothing of a stream that breaks off`(kind: StoreKind) async throws {
        let store = kind.open(in: scratch)
        let calls = Tally()
        let stream = ArtifactSource.stream { () throws(StoreError) in
            guard calls.add(1) < 4 else { throw .interrupted }
            return sample(1 << 20)
        }
        await #expect(throws: StoreError.interrupted) { try await store.put(stream) }
        #expect(try await store.list().isEmpty)
        #expect(!scratch.hasUnfinishedFiles)
    }

    @Test(arguments: StoreKind.allCases)
    func `keeps a second time what it has, and still checks it`(kind: StoreKind) async throws {
        let store = kind.open(in: scratch)
        let bytes = sample(5_000)
        let kept = try await store.put(.bytes(bytes))
        #expect(try await store.put(.bytes(bytes)) == kept)
        #expect(try await store.put(.bytes(bytes), expecting: kept) == kept)
        await #expect(throws: StoreError.self) {
            try await store.put(.bytes(sample(5_000, seed: 2)), expecting: kept)
        }
        #expect(try await store.list().map(\.digest) == [kept.digest])
        #expect(try await store.read(kept.digest) == bytes)
    }

    @Test(arguments: StoreKind.allCases)
    func `keeps one artifact that twenty tasks bring at once`(kind: StoreKind) async throws {
        let store = kind.open(in: scratch)
        let bytes = sample(2_000_000)
        try await withThrowingTaskGroup { group in
            for _ in 0..<20 {
                group.addTask { try await store.put(.bytes(bytes)) }
            }
            for try await kept in group { #expect(kept == Pointer(of: bytes)) }
        }
        #expect(try await store.list().count == 1)
        #expect(try await store.read(Digest(hashing: bytes)) == bytes)
    }

    @Test(arguments: StoreKind.allCases)
    func `has the artifact without bytes from the start`(kind: StoreKind) async throws {
        let store = kind.open(in: scratch)
        #expect(try await store.size(of: .ofNothing) == 0)
        #expect(try await store.read(.ofNothing).isEmpty)
        #expect(try await store.put(.bytes([])) == .empty)
        #expect(try await store.put(.bytes([]), expecting: .empty) == .empty)
        try await store.fetch(.empty, to: scratch.file("out"))
        #expect(try scratch.read("out").isEmpty)
        #expect(try await store.list().isEmpty)
    }

    @Test(arguments: StoreKind.allCases)
    func `tells of every byte it reads`(kind: StoreKind) async throws {
        let store = kind.open(in: scratch)
        let bytes = sample(3_000_000)
        let (up, down) = (Tally(), Tally())
        try await store.put(.bytes(bytes), expecting: nil, progress: Progress { up.add($0) })
        try await store.fetch(
            Pointer(of: bytes), to: scratch.file("out"), progress: Progress { down.add($0) })
        #expect(up.total == 3_000_000)
        #expect(down.total == 3_000_000)
    }
}

import Artifacts
import Cryptography
import FoundationEssentials
import RegistryCore
import Support
import Testing

@Suite struct `Many artifacts at once` {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test(arguments: StoreKind.allCases)
    func `go in and come out in the order given`(kind: StoreKind) async throws {
        let store = kind.open(in: scratch)
        let contents = (1...40).map { sample($0 * 1_000, seed: UInt64($0)) }
        let tally = Tally()
        let kept = try await store.putAll(
            contents.map { (.bytes($0), nil) }, progress: Progress { tally.add($0) })
        #expect(kept == contents.map(Pointer.init(of:)))
        #expect(tally.total == 820_000)
        try await store.fetchAll(kept.enumerated().map { ($1, scratch.file("out/\($0)")) })
        for (index, bytes) in contents.enumerated() {
            #expect(try scratch.read("out/\(index)") == bytes)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `that are small go together, some of them twice, beside a large one`(
        kind: StoreKind
    ) async throws {
        let store = kind.open(in: scratch)
        let small = (0..<450).map { sample($0 % 400, seed: UInt64($0 % 400)) }
        let contents = small + [sample(600_000)]
        let expected = contents.enumerated().map { $0 % 2 == 0 ? Pointer(of: $1) : nil }
        for _ in 1...2 {
            let kept = try await store.putAll(
                zip(contents, expected).map { (.bytes($0), $1) })
            #expect(kept == contents.map(Pointer.init(of:)))
        }
        let listed = try await store.list().map { Pointer(digest: $0.digest, size: $0.size) }
        #expect(Set(listed) == Set(contents.map(Pointer.init(of:))).subtracting([.empty]))
        let names = contents.indices.map { "out/\($0 % 7)/\($0)" }
        try await store.fetchAll(
            zip(contents, names).map { (Pointer(of: $0), scratch.file($1)) })
        for (bytes, name) in zip(contents, names) { #expect(try scratch.read(name) == bytes) }
        let left = try FileManager.default.contentsOfDirectory(atPath: scratch.file("out/0"))
        #expect(left.count == 65)
    }

    @Test(arguments: StoreKind.allCases)
    func `of which one is not what it should be fail`(kind: StoreKind) async throws {
        let store = kind.open(in: scratch)
        var items = (1...250).map { (ArtifactSource.bytes(sample($0)), Pointer?.none) }
        items[120].1 = Pointer(of: sample(121, seed: 7))
        await #expect(throws: StoreError.self) { try await store.putAll(items) }
        let wrong = Pointer(of: sample(121))
        #expect(try await store.size(of: Pointer(of: sample(121, seed: 7)).digest) == nil)
        for (index, item) in items.enumerated() where index != 120 {
            try await store.put(item.0)
        }
        let lacking = (1...250).map { (Pointer(of: sample($0)), scratch.file("out/\($0)")) }
        await #expect(throws: StoreError.missing(wrong.digest)) {
            try await store.fetchAll(lacking)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `stop at the first failure, which is the one reported`(kind: StoreKind) async throws {
        let store = kind.open(in: scratch)
        let started = Tally()
        let slow = ArtifactSource.stream { () throws(StoreError) in
            started.add(1)
            try? await Task.sleep(for: .seconds(30))
            guard !Task.isCancelled else { throw .interrupted }
            return nil
        }
        let failing = (ArtifactSource.file(scratch.file("absent")), Pointer(of: sample(1_000_000)))
        let rest = Array(repeating: (slow, Pointer?.none), count: 50)
        await #expect(throws: StoreError.noSuchFile(scratch.file("absent"))) {
            try await store.putAll([failing] + rest)
        }
        #expect(started.total < 5)
        #expect(try await store.list().isEmpty)
    }

    @Test(.timeLimit(.minutes(15)), arguments: StoreKind.allCases)
    func `leave Swift's own threads free, however long they wait`(
        kind: StoreKind
    ) async throws {
        let store = kind.open(in: scratch)
        let gate = Gate()
        let waiting = (0..<8).map { _ in ArtifactSource.stream { gate.wait() } }
        // Four run at once, more than the cores of a small machine, and hold their threads until
        // a task on Swift's own threads opens the gate.
        async let kept = store.putAll(waiting.map { ($0, nil) })
        while gate.count < 4 { try await Task.sleep(for: .milliseconds(5)) }
        gate.open()
        #expect(try await kept == Array(repeating: .empty, count: 8))
    }
}

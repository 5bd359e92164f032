import Artifacts
import Cryptography
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

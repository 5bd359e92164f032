import Artifacts
import RegistryCore
import Synchronization
import Testing

@testable import Registry

@Suite struct `Work that takes longer than a client waits` {
    private let errands = LongErrands()

    @Test func `is begun once, goes on, and is done when it is asked for again`() async throws {
        let begun = Mutex(0)
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let work = { @Sendable () async throws(StoreError) in
            begun.withLock { $0 += 1 }
            for await _ in gate { break }
        }
        for _ in 0..<3 {
            #expect(try await !errands.isDone(.probe, within: .milliseconds(20), work))
        }
        #expect(begun.withLock(\.self) == 1)
        async let first = errands.isDone(.probe, work)
        async let second = errands.isDone(.probe, work)
        try await Task.sleep(for: .milliseconds(50))
        open.yield()
        let both = try await [first, second]
        #expect(both == [true, true])
        #expect(begun.withLock(\.self) == 1)
        open.yield()
        #expect(try await errands.isDone(.probe, work))
        #expect(begun.withLock(\.self) == 2, "what is done is begun anew")
    }

    @Test func `says why it failed to everybody who waits`() async throws {
        let work = { @Sendable () async throws(StoreError) in
            try? await Task.sleep(for: .milliseconds(50))
            throw .unavailable("s3://b", reason: "gone")
        }
        await withTaskGroup(of: Void.self) { [errands] group in
            for _ in 0..<2 {
                group.addTask {
                    let error = await #expect(throws: RegistryError.self) {
                        try await errands.isDone(.probe, work)
                    }
                    #expect(error?.objections.first?.code == .unreachable)
                }
            }
        }
    }
}

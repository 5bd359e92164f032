import Artifacts
import Cryptography
import FoundationEssentials
import RegistryCore
import Support
import Testing

@Suite struct `An upload in parts` {
    private let scratch: Scratch
    private let store: FileStore
    /// Three parts, the last of them short.
    private let bytes = sample(16 << 20) + [1, 2, 3]
    private let pointer: Pointer

    init() throws {
        scratch = try Scratch()
        store = FileStore(in: scratch)
        pointer = Pointer(of: bytes)
    }

    /// Sends parts, of `bytes` or of others as long.
    private func send(
        _ parts: Range<Int>, of other: [UInt8]? = nil, to file: PartialFile
    ) async throws {
        for part in parts { #expect(try file.claim(part)) }
        let span = file.plan.span(of: parts)
        let pieces = Feed((other ?? bytes)[Int(span.lowerBound)..<Int(span.upperBound)])
        try await file.receive(parts) { await pieces.next() }
    }

    private var incoming: [String] {
        scratch.files(in: "objects").filter { $0.hasPrefix("incoming/") }
    }

    @Test(arguments: [[1, 2, 3], [3, 2, 1], [2, 3, 1]])
    func `becomes the artifact, in whichever order they come`(order: [Int]) async throws {
        let file = try await store.upload(pointer, by: "alice")
        for part in order {
            await #expect(throws: StoreError.interrupted) { try await store.keep(file) }
            #expect(try await !store.has(pointer.digest))
            try await send(part..<part + 1, to: file)
        }
        try await store.keep(file)
        #expect(try await store.read(pointer.digest) == bytes)
        #expect(incoming.isEmpty)
    }

    @Test func `takes several parts at the same time`() async throws {
        let file = try await store.upload(pointer, by: "alice")
        try await withThrowingTaskGroup { group in
            for part in 1...3 {
                group.addTask { try await send(part..<part + 1, to: file) }
            }
            try await group.waitForAll()
        }
        try await store.keep(file)
        #expect(try await store.read(pointer.digest) == bytes)
    }

    @Test func `is refused before it fills a disk that has no room for all of it`() async throws {
        let disk = try FileManager.default.attributesOfFileSystem(forPath: scratch.path)
        let whole = try #require(disk[.systemSize].flatMap { Int64("\($0)") })
        let vast = Pointer(digest: pointer.digest, size: whole + 1 << 30)
        let file = try await store.upload(vast, by: "alice")
        #expect(try file.claim(1))
        let wanted = Tally()
        let refusal = await #expect(throws: StoreError.self) {
            try await file.receive(1..<2) {
                wanted.add(1)
                return nil
            }
        }
        if case .diskFull = refusal {} else { Issue.record("\(String(describing: refusal))") }
        #expect(wanted.total == 0)
        #expect(try file.claim(1))
    }

    @Test func `goes on where a dead process left it`() async throws {
        do {
            let file = try await store.upload(pointer, by: "alice")
            try await send(2..<3, to: file)
        }
        let file = try await store.upload(pointer, by: "alice")
        #expect(file.present == [2])
        #expect(file.arrived == 8 << 20)
        try await send(1..<2, to: file)
        try await send(3..<4, to: file)
        try await store.keep(file)
        #expect(try await store.read(pointer.digest) == bytes)
    }

    @Test func `is nothing if its bytes are others, and begins anew then`() async throws {
        let spoiled = try await store.upload(pointer, by: "alice")
        try await send(1..<4, of: sample(bytes.count, seed: 2), to: spoiled)
        await #expect(throws: StoreError.self) { try await store.keep(spoiled) }
        #expect(try await !store.has(pointer.digest))
        #expect(incoming.isEmpty)
        let file = try await store.upload(pointer, by: "alice")
        #expect(file.present.isEmpty)
    }

    @Test func `never takes a part twice, nor another person's`() async throws {
        let file = try await store.upload(pointer, by: "alice")
        try await send(1..<2, to: file)
        #expect(try !file.claim(1))
        #expect(try file.claim(2))
        #expect(throws: StoreError.busy(pointer.digest)) { try file.claim(2) }
        let others = try await store.upload(pointer, by: "mallory")
        #expect(others.present.isEmpty)
        await #expect(throws: StoreError.busy(pointer.digest)) {
            try await store.upload(pointer, by: "alice")
        }
    }

    @Test(arguments: [-1, 1])
    func `counts no part that is too short or too long`(difference: Int) async throws {
        let file = try await store.upload(pointer, by: "alice")
        #expect(try file.claim(3))
        let pieces = Feed(sample(3 + difference)[...])
        await #expect(throws: StoreError.self) {
            try await file.receive(3..<4) { await pieces.next() }
        }
        #expect(file.present.isEmpty)
        #expect(try file.claim(3), "whoever failed gave it back")
    }

    @Test func `is cleared away a week after its last part, and not while it is open`()
        async throws
    {
        let week: TimeInterval = 7 * 86_400
        do {
            let file = try await store.upload(pointer, by: "alice")
            try await send(1..<2, to: file)
            let open = try await store.removeAbandoned(
                now: Date(timeIntervalSinceNow: 2 * week), dryRun: false)
            #expect(open.isEmpty)
        }
        #expect(try await store.removeAbandoned(now: Date(), dryRun: false).isEmpty)
        let old = try await store.removeAbandoned(
            now: Date(timeIntervalSinceNow: week + 60), dryRun: false)
        #expect(old.count == 1)
        #expect(incoming.isEmpty)
    }

    @Test func `is a file at its place once it is whole`() async throws {
        let path = scratch.file("out/big.bin")
        do {
            let file = try await PartialFile.open(pointer, toward: path)
            let parts = try #require(file.claim(atMost: 2))
            #expect(parts == 1..<3)
            let pieces = Feed(bytes[..<(16 << 20)])
            try await file.receive(parts) { await pieces.next() }
        }
        let file = try await PartialFile.open(pointer, toward: path)
        #expect(file.claim(atMost: 8) == 3..<4)
        #expect(file.claim(atMost: 8) == nil)
        let pieces = Feed(bytes[(16 << 20)...])
        try await file.receive(3..<4) { await pieces.next() }
        #expect(!FileManager.default.fileExists(atPath: path))
        try await file.deliver(to: path)
        #expect(FileManager.default.contents(atPath: path).map(Array.init) == bytes)
        #expect(scratch.files(in: "out") == ["big.bin"])
    }
}

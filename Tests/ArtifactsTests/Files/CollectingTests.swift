import Artifacts
import Cryptography
import FoundationEssentials
import RegistryCore
import Support
import Testing

@Suite struct `A sweep of the store` {
    private let scratch: Scratch
    private let store: FileStore
    private let wanted: Pointer
    private let unwanted: Pointer
    private let grace = Duration.seconds(14 * 86_400)
    private let later = Date().addingTimeInterval(15 * 86_400)

    init() async throws {
        scratch = try Scratch()
        store = FileStore(in: scratch)
        wanted = try await store.put(.bytes(sample(100)))
        unwanted = try await store.put(.bytes(sample(200)))
    }

    private func sweep(
        of store: FileStore? = nil, now: Date, dryRun: Bool = false
    ) async throws -> Sweep {
        try await (store ?? self.store).collect(
            keeping: { $0 == wanted.digest }, grace: grace, now: now, dryRun: dryRun)
    }

    @Test func `removes what nobody wants and is old enough`() async throws {
        let sweep = try await sweep(now: later)
        #expect(sweep.kept == 1)
        #expect(sweep.young == 0)
        #expect(sweep.removed.map(\.digest) == [unwanted.digest])
        #expect(sweep.bytes == 200)
        #expect(try await store.list().map(\.digest) == [wanted.digest])
        #expect(scratch.files(in: "objects").count == 1)
        #expect(scratch.files(in: "verified").count == 1)
    }

    @Test func `keeps what is younger than the grace period`() async throws {
        let sweep = try await sweep(now: Date().addingTimeInterval(13 * 86_400))
        #expect(sweep.young == 1)
        #expect(sweep.removed.isEmpty)
        #expect(try await store.list().count == 2)
    }

    @Test func `says the same in a dry run, and does nothing`() async throws {
        let before = scratch.files(in: ".")
        try scratch.write("objects/incoming/.cairn-0", "x")
        let dry = try await sweep(now: later, dryRun: true)
        #expect(Set(scratch.files(in: ".")) == Set(before + ["objects/incoming/.cairn-0"]))
        #expect(try await sweep(now: later) == dry)
        #expect(dry.leftovers == [scratch.file("objects/incoming/.cairn-0")])
    }

    @Test func `spares an old object that somebody has just asked for`() async throws {
        let old = Date().addingTimeInterval(-30 * 86_400)
        for digest in [wanted.digest, unwanted.digest] {
            try FileManager.default.setAttributes(
                [.modificationDate: old], ofItemAtPath: scratch.object(digest))
        }
        try await store.adopt(unwanted)
        #expect(try await sweep(now: Date()).removed.isEmpty)
        #expect(try await sweep(now: later).removed.map(\.digest) == [unwanted.digest])
    }

    @Test func `counts as new what was linked in a moment ago, however old its bytes`()
        async throws
    {
        let bytes = sample(300)
        let path = try scratch.write("theirs", bytes)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: path)
        try scratch.plant([], as: Digest(hashing: bytes))
        try FileManager.default.removeItem(atPath: scratch.object(Digest(hashing: bytes)))
        try FileManager.default.linkItem(
            atPath: path, toPath: scratch.object(Digest(hashing: bytes)))
        #expect(try await sweep(now: Date()).removed.isEmpty)
    }

    @Test func `finishes what an interrupted one began, whatever its age`() async throws {
        let left = try scratch.write("objects/trash/gone-\(unwanted.digest)", "x")
        let sweep = try await sweep(now: Date())
        #expect(sweep.leftovers == [left])
        #expect(!FileManager.default.fileExists(atPath: left))
        #expect(try await store.list().count == 2)
    }

    @Test func `clears away writes that were killed, and no others`() async throws {
        let killed = [try scratch.write("objects/incoming/.cairn-0", "x")]
        let gate = Gate()
        async let written = store.put(.stream { gate.wait() })
        while gate.count == 0 { try await Task.sleep(for: .milliseconds(1)) }
        #expect(try await store.removeAbandoned(now: Date(), dryRun: true) == killed)
        #expect(try await sweep(now: later).leftovers == killed)
        #expect(scratch.hasUnfinishedFiles)
        gate.open()
        #expect(try await written == Pointer(digest: .ofNothing, size: 0))
        #expect(!scratch.hasUnfinishedFiles)
    }

    @Test func `spares an object that is asked for while the sweep goes on`() async throws {
        let name = "\(unwanted.digest)"
        let record = scratch.file("verified/\(name.prefix(2))/\(name)")
        let sweep = try await store.collect(
            keeping: { [later] digest in
                try? FileManager.default.setAttributes(
                    [.modificationDate: later], ofItemAtPath: record)
                return digest != unwanted.digest
            }, grace: grace, now: later, dryRun: false)
        #expect(sweep.young == 1)
        #expect(sweep.removed.isEmpty)
        #expect(try await store.list().count == 2)
    }

    @Test func `finds nothing in a store that was never used`() async throws {
        let empty = try Scratch()
        let sweep = try await sweep(of: FileStore(in: empty), now: later)
        #expect(sweep.kept + sweep.young + sweep.removed.count + sweep.leftovers.count == 0)
    }
}

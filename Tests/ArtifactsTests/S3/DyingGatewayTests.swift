import Artifacts
import Client
import Cryptography
import FoundationEssentials
import Registry
import RegistryCore
import Support
import Synchronization
import Testing

/// Kills the gateway that all others use, so it runs apart from them.
@Suite(.serialized, .enabled(if: TestBucket.folder != nil, "run `make test-s3`"))
struct `A gateway that is killed` {
    private let scratch: Scratch
    private let bytes = sample(60_000_000)

    init() throws { scratch = try Scratch() }

    @Test func `loses no part that it acknowledged, and the next try goes on from there`()
        async throws
    {
        let place = try TestBucket.open(in: scratch, attempts: 2)
        let key = S3Objects(place.bucket, prefix: place.prefix).key(of: Digest(hashing: bytes))
        let path = try scratch.write("model.bin", bytes)
        let progress = Tally()
        await #expect(throws: StoreError.self) {
            try await place.store.put(
                stream(of: path, killingAfter: 45_000_000), expecting: Pointer(of: bytes),
                progress: Progress { progress.add($0) })
        }
        try await gateway("revive")
        #expect(try await !place.store.has(Digest(hashing: bytes)))
        let begun = try await place.bucket.uploads(key)
        #expect(begun.count == 1)
        let said = Mutex<[String]>([])
        let objects = S3Objects(place.bucket, prefix: place.prefix) { sentence in
            said.withLock { $0.append(sentence) }
        }
        try await RemoteStore(objects, temporaryFolder: scratch.path)
            .put(.file(path), expecting: Pointer(of: bytes))
        #expect(said.withLock { $0.count == 1 && $0[0].hasPrefix("Resuming") })
        #expect(try await place.bucket.uploads(key).isEmpty)
        #expect(try await place.store.read(Digest(hashing: bytes)) == bytes)
        #expect(try await place.store.verify().isSound)
    }

    @Test func `is waited for by those who are sending and reading`() async throws {
        let place = try TestBucket.open(in: scratch, attempts: 8)
        let pointer = Pointer(of: bytes)
        let path = try scratch.write("model.bin", bytes)
        async let sent = place.store.put(
            stream(of: path, killingAfter: 30_000_000), expecting: pointer)
        try await Task.sleep(for: .seconds(2))
        try await gateway("revive")
        #expect(try await sent == pointer)
        let read = Tally()
        try await place.store.get(pointer.digest, range: nil) { piece in
            guard read.add(Int64(piece.count)) == Int64(piece.count) else { return }
            _ = try? await gateway("kill")
            _ = try? await gateway("revive")
        }
        #expect(read.total == pointer.size)
    }

    /// The bytes of a file, and a dead gateway before those behind `limit`.
    private func stream(of path: String, killingAfter limit: Int64) -> ArtifactSource {
        let place = Tally()
        let bytes = bytes
        return .stream { () async throws(StoreError) in
            let start = Int(place.add(1_000_000)) - 1_000_000
            guard start < bytes.count else { return nil }
            if start == Int(limit) { _ = try? await gateway("kill") }
            return Array(bytes[start..<min(start + 1_000_000, bytes.count)])
        }
    }
}

/// Has the gateway killed, or started again.
private func gateway(_ command: String) async throws {
    let script =
        "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        + "/Storage/ceph"
    let folder = try #require(TestBucket.folder)
    let outcome = try await shell(
        [script, command, folder], in: folder,
        environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"])
    #expect(outcome.status == 0, "\(outcome.text)")
}

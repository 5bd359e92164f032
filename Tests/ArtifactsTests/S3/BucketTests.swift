import Artifacts
import Client
import Cryptography
import FoundationEssentials
import Registry
import RegistryCore
import Support
import Synchronization
import Testing

/// What a real object gateway is needed for, beyond the suite that every store passes.
@Suite(.enabled(if: TestBucket.environment != nil, "run `make test-s3`"))
struct `A bucket in a real gateway` {
    private let scratch: Scratch
    private let place: TestBucket

    init() throws {
        scratch = try Scratch()
        place = TestBucket.open(in: scratch)
    }

    @Test func `keeps an artifact of many parts, from a file, a stream and a folder`() async throws
    {
        let bytes = sample(40_000_000)
        let pointer = Pointer(of: bytes)
        let path = try scratch.write("model.bin", bytes)
        try await place.store.put(.file(path), expecting: pointer)
        try await place.store.fetch(pointer, to: scratch.file("out"))
        #expect(try scratch.read("out") == bytes)
        try await place.store.remove(pointer.digest)
        let files = FileStore(in: scratch)
        try await files.put(.file(path))
        try await place.store.copyAll([pointer], from: files)
        #expect(
            try await place.store.read(pointer.digest, range: 8_388_600..<25_165_900)
                == Array(bytes[8_388_600..<25_165_900]))
    }

    @Test func `keeps nothing of many parts that are not what was promised`() async throws {
        let bytes = sample(20_000_000)
        let promised = Pointer(of: sample(20_000_000, seed: 2))
        await #expect(
            throws: StoreError.corrupt(
                expected: promised.digest, actual: Digest(hashing: bytes))
        ) { try await place.store.put(.bytes(bytes), expecting: promised) }
        #expect(try await !place.store.has(promised.digest))
        // The parts that were sent are no use to whoever brings the right ones.
        let right = sample(20_000_000, seed: 2)
        try await place.store.put(.bytes(right), expecting: promised)
        #expect(try await place.store.read(promised.digest) == right)
    }

    @Test func `keeps one artifact of many parts that four tasks bring at once`() async throws {
        let bytes = sample(30_000_000)
        let pointer = Pointer(of: bytes)
        try await withThrowingTaskGroup { [store = place.store] group in
            for _ in 0..<4 {
                group.addTask { try await store.put(.bytes(bytes), expecting: pointer) }
            }
            for try await kept in group { #expect(kept == pointer) }
        }
        #expect(try await place.store.read(pointer.digest) == bytes)
    }

    @Test func `lists more artifacts than one page has`() async throws {
        let bucket = place.bucket
        let objects = S3Objects(bucket, prefix: place.prefix)
        let digests = (0..<1_050).map { Digest(hashing: Array("\($0)".utf8)) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, digest) in digests.enumerated() {
                if index >= 16 { try await group.next() }
                let key = objects.key(of: digest)
                group.addTask { try await bucket.put(key, [1]) }
            }
            try await group.waitForAll()
        }
        #expect(try await place.store.list().map(\.digest) == digests.sorted())
        let sizes = try await place.store.lacking(
            digests.map { Pointer(digest: $0, size: 1) } + [Pointer(of: [9])])
        #expect(sizes.map(\.error) == [.missing(Digest(hashing: [9]))])
    }

    @Test func `tells what does not belong there from what does`() async throws {
        let kept = try await place.store.put(.bytes(sample(100)))
        try await place.store.adopt(kept)
        for stray in ["readme.txt", "\(kept.digest)", "ab/cd/\(kept.digest)"] {
            try await place.bucket.put("\(place.prefix)/\(stray)", [1])
        }
        let found = try await place.store.verify()
        #expect(found.objects == 1 && found.damaged.isEmpty)
        #expect(found.misplaced.count == 3)
        #expect(try await place.store.list().map(\.digest) == [kept.digest])
    }

    @Test func `clears away uploads that nobody finished, once they are old`() async throws {
        let key = "\(place.prefix)/ab/cd/unfinished"
        await #expect(throws: S3Error.sourceFailed) {
            try await place.bucket.upload(key, size: 20_000_000) { (count) async throws(S3Error) in
                guard count > 0 else { throw .sourceFailed }
                return Array(repeating: 0, count: count)
            }
        }
        #expect(try await place.store.verify().unfinished == [key])
        for (age, isDry, left) in [(0.0, false, 1), (90_000, true, 1), (90_000, false, 0)] {
            _ = try await place.store.collect(
                keeping: { _ in true }, grace: .seconds(86_400), now: Date() + age, dryRun: isDry)
            #expect(try await place.bucket.uploads(place.prefix).count == left)
        }
    }

    @Test func `sweeps what nobody wants, and spares what was asked for since`() async throws {
        let wanted = try await place.store.put(.bytes(sample(100)))
        let unwanted = try await place.store.put(.bytes(sample(200)))
        let sweep = try await place.store.collect(
            keeping: { $0 == wanted.digest }, grace: .seconds(60), now: Date() + 120, dryRun: false)
        #expect(sweep.kept == 1 && sweep.removed.map(\.digest) == [unwanted.digest])
        #expect(try await place.store.list().map(\.digest) == [wanted.digest])
    }

    @Test func `takes presigned addresses for what they are signed for, and no longer`()
        async throws
    {
        let key = "\(place.prefix)/presigned"
        let transport = try HTTPTransport()
        let hello = Array("hello".utf8)
        let put = try await place.bucket.presignedPut(
            key, seconds: 60, of: Digest(hashing: hello))
        for (body, headers, status) in [
            (Array("other".utf8), put.headers, 400), (hello, [], 403),
            (Array("other".utf8), [.init("x-amz-content-sha256", "UNSIGNED-PAYLOAD")], 403),
            (hello, put.headers, 200),
        ] {
            let sent = try await transport.send(
                HTTPRequest("PUT", put.url, headers: headers, body: .bytes(body)))
            #expect(sent.status == status)
            #expect(try await place.bucket.size(of: key) == (status == 200 ? 5 : nil))
        }
        #expect(try await place.bucket.comparesPayloads(trying: "\(place.prefix)/trial"))
        #expect(try await place.bucket.size(of: "\(place.prefix)/trial") == nil)
        let get = try await place.bucket.presignedGet(key, seconds: 60).url
        var reply = try await transport.send(HTTPRequest("GET", get))
        #expect(try await reply.collect(atMost: 5) == Array("hello".utf8))
        for (method, url) in [
            ("DELETE", get), ("GET", get.replacing("presigned?", with: "other?")),
            ("GET", get.replacing("Expires=60", with: "Expires=6000")),
        ] {
            #expect(try await transport.send(HTTPRequest(method, url)).status == 403)
        }
        let past = try await place.bucket.presignedGet(key, seconds: 1).url
        try await Task.sleep(for: .seconds(3))
        #expect(try await transport.send(HTTPRequest("GET", past)).status == 403)
    }

    @Test func `says what is wrong with a key, and with a bucket that is not there`() async throws {
        let settings = try #require(TestBucket.environment)
        for (key, value) in [("AWS_SECRET_ACCESS_KEY", "wrong"), ("AWS_ACCESS_KEY_ID", "NOBODY")] {
            let store = try TestBucket.store(settings.merging([key: value]) { $1 })
            let error = await #expect(throws: StoreError.self) { try await store.list() }
            guard case .denied("s3://cairn-test/x", _) = error else {
                Issue.record("reported as \(String(describing: error))")
                return
            }
        }
        let elsewhere = try TestBucket.store(settings, bucket: "no-such-bucket")
        await #expect(
            throws: StoreError.unavailable(
                "s3://no-such-bucket/x", reason: "there is no bucket no-such-bucket")
        ) { try await elsewhere.list() }
    }
}

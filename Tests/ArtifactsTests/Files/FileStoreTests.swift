import Artifacts
import Cryptography
import FoundationEssentials
import RegistryCore
import Support
import SystemPackage
import Testing

@Suite struct `A store of files` {
    private let scratch: Scratch
    private let store: FileStore

    init() throws {
        scratch = try Scratch()
        store = FileStore(in: scratch)
    }

    @Test func `keeps each object read-only under its digest, in two levels of folders`()
        async throws
    {
        let kept = try await store.put(.bytes(Array("cairn\n".utf8)))
        let name = "\(kept.digest)"
        #expect(
            scratch.files(in: "objects")
                == ["\(name.prefix(2))/\(name.dropFirst(2).prefix(2))/\(name)"])
        #expect(try status(scratch.object(kept.digest)).permissions.rawValue == 0o444)
    }

    @Test func `makes nothing before the first artifact`() async throws {
        #expect(try await store.list().isEmpty)
        #expect(try await store.statistics().artifacts == 0)
        #expect(try await store.verify().objects == 0)
        #expect(!FileManager.default.fileExists(atPath: scratch.file("objects")))
    }

    @Test func `follows a link in place of its root, but none inside`() async throws {
        let bytes = sample(100)
        let digest = Digest(hashing: bytes)
        let disk = try Scratch()
        try FileManager.default.createSymbolicLink(
            atPath: scratch.file("objects"), withDestinationPath: disk.path)
        try await store.put(.bytes(bytes))
        #expect(try await store.read(digest) == bytes)
        let shard = "\(disk.path)/\("\(digest)".prefix(2))"
        try FileManager.default.moveItem(atPath: shard, toPath: "\(disk.path)/elsewhere")
        try FileManager.default.createSymbolicLink(
            atPath: shard, withDestinationPath: "\(disk.path)/elsewhere")
        await #expect(throws: StoreError.self) { try await store.read(digest) }
        await #expect(throws: StoreError.self) { try await store.put(.bytes(bytes)) }
    }

    @Test(arguments: ["symbolic link", "folder"])
    func `refuses what is no file in an object's place`(what: String) async throws {
        let bytes = sample(100)
        let pointer = Pointer(of: bytes)
        try scratch.plant(bytes, as: pointer.digest)
        let path = scratch.object(pointer.digest)
        if what == "folder" {
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: false)
        } else {
            try FileManager.default.moveItem(atPath: path, toPath: scratch.file("elsewhere"))
            try FileManager.default.createSymbolicLink(
                atPath: path, withDestinationPath: scratch.file("elsewhere"))
        }
        let refusal = StoreError.wrongFileType(path)
        await #expect(throws: refusal) { try await store.size(of: pointer.digest) }
        await #expect(throws: refusal) { try await store.read(pointer.digest) }
        await #expect(throws: refusal) { try await store.adopt(pointer) }
        await #expect(throws: refusal) { try await store.put(.bytes(bytes)) }
        #expect(try await store.verify().misplaced == [path])
    }

    @Test func `notices a file that changes while it is read`() async throws {
        let path = try scratch.write("model.bin", sample(5_000_000))
        let touch = Progress { _ in try? overwrite(path, [0], options: .append) }
        await #expect(throws: StoreError.changedWhileReading(path)) {
            try await store.put(.file(path), expecting: nil, progress: touch)
        }
        #expect(try await store.list().isEmpty)
        #expect(!scratch.hasUnfinishedFiles)
    }

    @Test func `stops when its task is cancelled, and leaves nothing`() async throws {
        let path = try scratch.write("model.bin", sample(5_000_000))
        let task = Task { [store] in
            let stop = Progress { _ in unsafe withUnsafeCurrentTask { unsafe $0?.cancel() } }
            try await store.put(.file(path), expecting: nil, progress: stop)
        }
        await #expect(throws: StoreError.interrupted) { try await task.value }
        #expect(!scratch.hasUnfinishedFiles)
    }

    @Test func `reads no folder, pipe or absent file as an artifact`() async throws {
        let pipe = scratch.file("pipe")
        #expect(
            try await shell(
                ["mkfifo", pipe], in: scratch.path,
                environment: hermeticEnvironment(home: scratch.path)
            ).status == 0)
        for path in [scratch.path, pipe] {
            await #expect(throws: StoreError.wrongFileType(path)) {
                try await store.put(.file(path))
            }
        }
        await #expect(throws: StoreError.noSuchFile(scratch.file("absent"))) {
            try await store.put(.file(scratch.file("absent")))
        }
    }

    @Test func `says where it cannot be made`() async throws {
        let file = try scratch.write("file", "in the way")
        let inside = FileStore(root: "\(file)/objects", records: scratch.file("verified"))
        await #expect(throws: StoreError.wrongFileType("\(file)/objects")) {
            try await inside.put(.bytes([1]))
        }
    }

    @Test func `replaces no folder by a fetch`() async throws {
        let kept = try await store.put(.bytes(sample(10)))
        try scratch.write("out/inside", "kept")
        await #expect(throws: StoreError.wrongFileType(scratch.file("out"))) {
            try await store.fetch(kept, to: scratch.file("out"))
        }
        #expect(!scratch.hasUnfinishedFiles)
    }

    @Test func `copies fifty megabytes without a difference`() async throws {
        let block = sample(1 << 20)
        let rounds = Tally()
        let stream = ArtifactSource.stream { rounds.add(1) <= 50 ? block : nil }
        let kept = try await store.put(stream)
        #expect(kept.size == 50 << 20)
        try await store.fetch(kept, to: scratch.file("out"))
        #expect(try await store.put(.file(scratch.file("out"))) == kept)
    }
}

import Artifacts
import Cryptography
import FoundationEssentials
import RegistryCore
import Support
import SystemPackage
import Testing

@Suite struct `Stock git lfs and the store` {
    private let bytes = sample(300_000)
    private var pointer: Pointer { Pointer(of: bytes) }

    private func openStore(in gitFolder: String, of repositories: LFSRepositories) -> FileStore {
        FileStore(
            root: "\(gitFolder)/lfs/objects", records: repositories.scratch.file("verified"))
    }

    @Test func `agree on where a pushed object lies, and adopting it cuts the client's link`()
        async throws
    {
        let repositories = try await LFSRepositories()
        try repositories.scratch.write("clone/model.bin", bytes)
        try await repositories.git("add", ".")
        try await repositories.git("commit", "--quiet", "--message", "model")
        try await repositories.git("push", "--quiet", "origin", "HEAD:main")

        let store = openStore(in: repositories.bare, of: repositories)
        let theirs = openStore(in: "\(repositories.clone)/.git", of: repositories)
        #expect(try await store.size(of: pointer.digest) == 300_000)
        #expect(try await store.verify().shared.map(\.digest) == [pointer.digest])
        try await store.adopt(pointer)
        #expect(try await store.verify().shared.isEmpty)
        #expect(try await theirs.verify().shared.isEmpty)
        try await store.fetch(pointer, to: repositories.scratch.file("out"))
        #expect(try repositories.scratch.read("out") == bytes)
    }

    @Test func `agree on what the store has put, down to the bytes pulled`() async throws {
        let repositories = try await LFSRepositories()
        try await openStore(in: repositories.bare, of: repositories).put(.bytes(bytes))
        try repositories.scratch.write("clone/model.bin", pointer.encoded)
        try await repositories.git("add", ".")
        try await repositories.git("commit", "--quiet", "--message", "pointer")
        try await repositories.git("lfs", "pull")
        #expect(try repositories.scratch.read("clone/model.bin") == bytes)
    }

    @Test func `put up with each other's unfinished files`() async throws {
        let repositories = try await LFSRepositories()
        let store = openStore(in: "\(repositories.clone)/.git", of: repositories)
        try await store.put(.bytes(bytes))
        try repositories.scratch.write("clone/.git/lfs/objects/incoming/.cairn-0", "x")
        try repositories.scratch.write(
            "clone/.git/lfs/objects/trash/gone-\(Digest.ofNothing)", "x")
        try repositories.scratch.write("clone/model.bin", pointer.encoded)
        try await repositories.git("add", ".")
        try await repositories.git("commit", "--quiet", "--message", "pointer")
        #expect(try await repositories.git("lfs", "fsck").contains("Git LFS fsck OK"))
        try await repositories.git("lfs", "prune")
        #expect(try await store.list().map(\.digest) == [pointer.digest])
    }
}

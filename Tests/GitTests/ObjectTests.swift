import FoundationEssentials
import Git
import RegistryCore
import Support
import Testing

@Suite struct `Objects` {
    @Test func `are kept under the name git gives them`() async throws {
        let sandbox = try await Sandbox("--bare")
        let ours = try sandbox.open().writeBlob(Array("weights".utf8))
        #expect(ours == (try await sandbox.id("hash-object", "--stdin", input: "weights")))
        #expect(try await sandbox.git("cat-file", "blob", "\(ours)") == "weights")
    }

    @Test func `tell kind and size without being read, loose and packed`() async throws {
        let sandbox = try await Sandbox()
        try sandbox.scratch.write("repository/f", String(repeating: "line\n", count: 1000))
        try await sandbox.git("add", ".")
        try await sandbox.git("commit", "-qm", "first")
        for _ in 0..<2 {
            let repository = try sandbox.open()
            let blob = try await sandbox.id("rev-parse", "HEAD:f")
            let commit = try await sandbox.id("rev-parse", "HEAD")
            let header = try repository.header(of: blob)
            #expect(header?.kind == .blob)
            #expect(header?.size == 5000)
            #expect(try repository.header(of: commit)?.kind == .commit)
            #expect(try repository.header(of: .zero) == nil)
            let bytes = try repository.blob(blob, limit: 5000)
            #expect(bytes == Array(String(repeating: "line\n", count: 1000).utf8))
            try await sandbox.git("repack", "-qad")
        }
    }

    @Test func `packed by another process after opening are seen`() async throws {
        let sandbox = try await Sandbox("--bare")
        let repository = try sandbox.open()
        let blob = try await sandbox.id("hash-object", "-w", "--stdin", input: "later")
        #expect(try repository.blob(blob, limit: 5) == Array("later".utf8))
    }

    @Test func `are read side by side, each reader from packs that it opened itself`() async throws
    {
        let sandbox = try await Sandbox("--bare")
        let packed = try await sandbox.id("hash-object", "-w", "--stdin", input: "packed")
        try await sandbox.git("update-ref", "refs/tags/packed", "\(packed)")
        try await sandbox.git("repack", "-qad")
        let borrower = try await Sandbox("--bare")
        try borrower.scratch.write(
            "repository/objects/info/alternates", "\(sandbox.path)/objects\n")
        for sandbox in [sandbox, borrower] {
            let one = try Repository(discovering: sandbox.path, reader: 1)
            let two = try Repository(discovering: sandbox.path, reader: 2)
            let loose = try await sandbox.id("hash-object", "-w", "--stdin", input: "loose")
            for id in [packed, loose] {
                #expect(try one.blob(id, limit: 6) == two.blob(id, limit: 6))
            }
        }
        let one = try Repository(discovering: sandbox.path, reader: 1)
        let two = try Repository(discovering: sandbox.path, reader: 2)
        #expect(try one.blob(packed, limit: 6) == Array("packed".utf8))
        #expect(try two.blob(packed, limit: 6) == Array("packed".utf8))
        let files = FileManager.default
        let opened = try files.contentsOfDirectory(atPath: "/proc/self/fd")
            .compactMap { try? files.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)") }
            .filter { $0.hasPrefix(sandbox.path) && $0.hasSuffix(".pack") }
        #expect(opened.count == 2)
        withExtendedLifetime(one) { withExtendedLifetime(two) {} }
    }

    @Test func `are refused by size before they inflate, by kind, and when missing`() async throws {
        let sandbox = try await Sandbox("--bare")
        let blob = try await sandbox.id("hash-object", "-w", "--stdin", input: "12345")
        let repository = try sandbox.open()
        #expect(
            failure { () throws(GitError) in _ = try repository.blob(blob, limit: 4) }
                == .tooLarge(blob, size: 5, limit: 4))
        #expect(
            failure { () throws(GitError) in _ = try repository.commit(blob) }
                == .wrongKind(blob, found: .blob, wanted: .commit))
        #expect(
            failure { () throws(GitError) in _ = try repository.rawObject(.zero, limit: 1) }
                == .missing(.zero))
    }

    @Test func `refuse a header that promises more than the limit, whatever is behind it`()
        async throws
    {
        let sandbox = try await Sandbox("--bare")
        let blob = try #require(ObjectID(parsing: String(repeating: "a", count: 40)))
        let script = """
            import zlib,os
            os.makedirs('objects/aa',exist_ok=True)
            open('objects/aa/'+'a'*38,'wb').write(zlib.compress(b'blob 99999999999\\0x'))
            """
        _ = try await shell(
            ["python3", "-c", script], in: sandbox.path, environment: sandbox.environment)
        #expect(
            failure { () throws(GitError) in _ = try sandbox.open().blob(blob, limit: 1 << 20) }
                == .tooLarge(blob, size: 99_999_999_999, limit: 1 << 20))
    }

    @Test(arguments: ["other content", ""])
    func `that do not have their name are corrupt`(content: String) async throws {
        let sandbox = try await Sandbox("--bare")
        let blob = try await sandbox.id("hash-object", "-w", "--stdin", input: "content")
        let other = try await sandbox.id("hash-object", "-w", "--stdin", input: "other content")
        let bytes = content.isEmpty ? Array("junk".utf8) : try sandbox.scratch.read(loose(other))
        try FileManager.default.removeItem(atPath: sandbox.scratch.file(loose(blob)))
        try sandbox.scratch.write(loose(blob), bytes)
        #expect(
            failure { () throws(GitError) in _ = try sandbox.open().blob(blob, limit: 100) }
                == .corrupt(blob))
    }

    private func loose(_ id: ObjectID) -> String {
        let text = "\(id)"
        return "repository/objects/\(text.prefix(2))/\(text.dropFirst(2))"
    }
}

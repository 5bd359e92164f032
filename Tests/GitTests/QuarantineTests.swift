import FoundationEssentials
import Git
import Glibc
import RegistryCore
import Support
import Testing

@Suite struct `Inside pre-receive` {
    @Test func `the environment shows what is pushed, and the path does not`() async throws {
        let sandbox = try await Sandbox("--bare")
        let quarantine = "\(sandbox.path)/objects/tmp_objdir-incoming-test"
        try FileManager.default.createDirectory(
            atPath: quarantine, withIntermediateDirectories: true)
        let hook = [
            "GIT_DIR": ".", "GIT_OBJECT_DIRECTORY": quarantine,
            "GIT_QUARANTINE_PATH": quarantine,
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": "\(sandbox.path)/objects",
        ]
        let settled = try await sandbox.git("hash-object", "-w", "--stdin", input: "settled")
        let pushed = try await sandbox.git(
            ["hash-object", "-w", "--stdin"], input: "pushed", hook)
        let (path, variables) = (sandbox.path, hook)

        await #expect(processExitsWith: .success) {
            [
                path = path as String, variables = variables as [String: String],
                settled = settled as String, pushed = pushed as String
            ] in
            for (name, value) in variables {
                unsafe setenv(name, value, 1)
            }
            unsafe chdir(path)
            try expectHook(at: path, settled: settled, pushed: pushed)
        }
        let folder = try ObjectFolder(opening: quarantine)
        let id = try #require(ObjectID(parsing: pushed))
        let inside = try folder.objects(limit: 10)
        #expect(inside.contains(id) && !inside.contains { "\($0)" == settled })
        #expect(try folder.objects(limit: 0).count == 1, "one more than the limit")
        let header = try folder.header(of: id)
        #expect(header.kind == .blob && header.size == 6)
        let update = RefUpdate(
            name: "refs/tags/blob", old: .zero, new: try #require(ObjectID(parsing: pushed)))
        let program = GitProgram(
            directory: sandbox.path, environment: sandbox.environment.merging(hook) { $1 })
        let refused = await #expect(throws: GitError.self) {
            try await program.commitRefs([update], hooks: true)
        }
        guard case .failed = refused else {
            Issue.record("a ref moved in quarantine: \(String(describing: refused))")
            return
        }
        #expect(try sandbox.open().reference("refs/tags/blob") == nil)
    }
}

/// What holds in a process whose environment is a hook's; an error ends the process with failure.
private func expectHook(at path: String, settled: String, pushed: String) throws {
    let ids = [settled, pushed].compactMap { ObjectID(parsing: $0) }
    let hooked = try Repository(fromEnvironment: ())
    let byPath = try Repository(opening: path)
    let inHook = try ids.map { id in try hooked.header(of: id)?.size }
    let outside = try ids.map { id in try byPath.header(of: id)?.size }
    precondition(inHook == [7, 6])
    precondition(outside == [7, nil])
    let written = try hooked.writeBlob(Array("written in the hook".utf8))
    let leaked = try byPath.header(of: written)
    precondition(leaked == nil)
}

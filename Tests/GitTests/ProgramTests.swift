import FoundationEssentials
import Git
import RegistryCore
import Support
import SystemPackage
import Testing

@Suite struct `The git program` {
    @Test func `gives status, output and complaint as a result`() async throws {
        let sandbox = try await Sandbox("--bare")
        let hashed = try await sandbox.program.run(
            ["hash-object", "--stdin"], input: Array("weights".utf8))
        #expect(hashed.status == 0)
        #expect(hashed.text == "\(try sandbox.open().writeBlob(Array("weights".utf8)))\n")
        let failed = try await sandbox.program.run(["rev-parse", "--verify", "-q", "HEAD"])
        #expect(failed.status == 1)
        let unknown = try await sandbox.program.run(["no-such-command"])
        #expect(unknown.errors.contains("is not a git command"))
    }

    @Test func `turns a failure into an error where success is required`() async throws {
        let sandbox = try await Sandbox("--bare")
        let program = sandbox.program
        let error = await #expect(throws: GitError.self) {
            try await program.require(["rev-parse", "--verify", .value("nothing")])
        }
        #expect(
            error
                == .failed(
                    command: "git rev-parse --verify nothing", status: 128,
                    message: "fatal: Needed a single revision\n"))
    }

    @Test(arguments: ["-x", "--upload-pack=evil", "-", "", "a\0b"])
    func `never takes a value for an option`(text: String) {
        #expect(throws: GitError.invalidArgument(text)) { try GitArgument.value(text) }
    }

    @Test func `ties a value to its option`() async throws {
        let sandbox = try await Sandbox("--bare")
        for hostile in ["--exec=touch /tmp/x", "-x", "a b", "$(id)", ""] {
            let got = try await sandbox.program.require([
                "-c", .option("test.value", hostile), "config", "--get", "test.value",
            ])
            #expect(got.text == "\(hostile)\n")
        }
        #expect(throws: GitError.invalidArgument("-m")) { try GitArgument.option("-m", "") }
        #expect(throws: GitError.self) { try GitArgument.option("--branch", "a\0b") }
    }

    @Test func `ignores replace refs`() async throws {
        let sandbox = try await Sandbox("--bare")
        let good = try await sandbox.id("hash-object", "-w", "--stdin", input: "good")
        let evil = try await sandbox.id("hash-object", "-w", "--stdin", input: "evil")
        try await sandbox.git("update-ref", "refs/replace/\(good)", "\(evil)")
        #expect(try await sandbox.git("cat-file", "blob", "\(good)") == "evil")
        #expect(
            try await sandbox.program.require(["cat-file", "blob", .id(good)]).text == "good")
        #expect(try sandbox.open().blob(good, limit: 4) == Array("good".utf8))
    }

    @Test func `takes no more output than the limit`() async throws {
        let sandbox = try await Sandbox("--bare")
        let blob = try sandbox.open().writeBlob(Array(repeating: 7, count: 5000))
        let program = sandbox.program
        let whole = try await program.run(["cat-file", "blob", .id(blob)], limit: 5000)
        #expect(whole.output.count == 5000)
        await #expect(throws: GitError.tooMany(.outputBytes, limit: 4999)) {
            try await program.run(["cat-file", "blob", .id(blob)], limit: 4999)
        }
    }

    @Test func `feeds a great input, read or not`() async throws {
        let sandbox = try await Sandbox("--bare")
        let input = Array(repeating: UInt8(ascii: "x"), count: 4 << 20)
        let hashed = try await sandbox.program.run(["hash-object", "--stdin"], input: input)
        #expect(hashed.status == 0)
        let deaf = try await sandbox.program.run(["rev-parse", "--git-dir"], input: input)
        #expect(deaf.text == ".\n")
    }

    @Test func `shows its progress on the streams it is given`() async throws {
        let sandbox = try await Sandbox("--bare")
        let log = FilePath(sandbox.scratch.file("log"))
        let stream = try FileDescriptor.open(
            log, .writeOnly, options: [.create], permissions: .ownerReadWrite)
        let copy = sandbox.scratch.file("copy")
        let status = try await sandbox.program.show(
            ["clone", "--progress", "--bare", .value(sandbox.path), .value(copy)],
            output: stream, errors: stream)
        try stream.close()
        #expect(status == 0)
        let shown = String(decoding: try sandbox.scratch.read("log"), as: UTF8.self)
        #expect(shown.contains("Cloning into bare repository"))
    }

    @Test func `is missed by name, and so is the directory`() async throws {
        let scratch = try Scratch()
        let nowhere = GitProgram(directory: "/", environment: ["PATH": scratch.path])
        await #expect(throws: GitError.programMissing) { try await nowhere.run(["version"]) }
        let gone = GitProgram(
            directory: scratch.file("gone"),
            environment: hermeticEnvironment(home: scratch.path))
        let error = await #expect(throws: GitError.self) { try await gone.run(["version"]) }
        guard case .notRun("git version", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}

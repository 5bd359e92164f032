import FoundationEssentials
import Registry
import RegistryCore
import Support
import Testing

/// A registry with its real hooks, and a data scientist's folder beside it; gone with the value.
struct Lab: Sendable {
    let scratch: Scratch

    var registry: String { scratch.file("registry") }
    var work: String { scratch.file("work") }

    /// Makes the registry; alice is its admin, and the first to use it.
    init() async throws {
        scratch = try Scratch("cairn-lab")
        try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
        try await run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", scratch.file("key")])
        _ = try await session().initialize(
            NewRegistry(
                folder: registry, name: "acme", admin: try Person(checking: "alice@example.com"),
                publicKey: String(decoding: try scratch.read("key.pub"), as: UTF8.self),
                isTeam: false, program: Self.program))
    }

    /// The built `cairn`, beside the test runner.
    static let program: String = {
        let runner = CommandLine.arguments.first { $0.contains(".xctest") } ?? ""
        let source = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let folders = [
            runner.split(separator: "/").dropLast().joined(separator: "/"),
            "\(source)/.build/debug",
        ]
        let found = folders.map { "/\($0)/cairn" }
            .first(where: FileManager.default.isExecutableFile(atPath:))
        return found ?? "/nowhere/cairn"
    }()

    func environment(_ extra: [String: String] = [:]) -> [String: String] {
        hermeticEnvironment(
            home: scratch.path,
            [
                "GIT_AUTHOR_NAME": "Alice", "GIT_AUTHOR_EMAIL": "alice@example.com",
                "GIT_COMMITTER_NAME": "Alice", "GIT_COMMITTER_EMAIL": "alice@example.com",
            ].merging(extra) { $1 })
    }

    func session(in folder: String? = nil, registry: String? = nil) -> Session {
        Session(
            environment: environment(), directory: folder ?? work,
            now: Date(timeIntervalSince1970: 1_800_000_000), registry: registry)
    }

    /// The registry as it is reached by its path, from the work folder.
    func workspace() async throws -> Workspace {
        try await Workspace.open(session(registry: registry))
    }

    /// The registry as it is reached from a clone.
    func workspace(in clone: String) async throws -> Workspace {
        try await Workspace.open(session(in: clone), fresh: true)
    }

    /// Clones the registry and returns the clone's folder.
    func clone(_ name: String = "clone") async throws -> String {
        try await session().clone(registry, into: scratch.file(name), program: Self.program).path
    }

    /// What a program says on standard output; it must succeed.
    @discardableResult
    func run(
        _ words: [String], in folder: String? = nil, _ extra: [String: String] = [:]
    ) async throws -> String {
        let outcome = try await shell(
            words, in: folder ?? work, environment: environment(extra))
        try #require(outcome.status == 0, "\(words): \(outcome.text)")
        return outcome.output.split(separator: "\n").joined(separator: "\n")
    }

    /// What `git` says in the registry, or in `folder`.
    @discardableResult
    func git(_ words: String..., in folder: String? = nil) async throws -> String {
        try await run(["git"] + words, in: folder ?? registry)
    }

    /// Writes a file in the work folder.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try scratch.write("work/\(name)", text)
    }
}

let detector = try? ModelName(checking: "fraud/detector")

extension Registration {
    /// A registration of `fraud/detector` in which nothing is filled in by itself.
    static func ofDetector(
        _ paths: [String] = [], _ change: (inout Registration) -> Void = { _ in }
    ) throws -> Registration {
        var registration = Registration(model: try #require(detector))
        registration.paths = paths
        registration.detects = false
        change(&registration)
        return registration
    }
}

/// The code of the error that `body` throws.
func code(_ body: () async throws -> Void) async throws -> ErrorCode? {
    do {
        try await body()
        return nil
    } catch let error as RegistryError {
        return error.objections[0].code
    }
}

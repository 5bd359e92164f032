import FoundationEssentials
import Registry
import RegistryCore
import Support
import Testing

/// A registry on disk with the real hooks, and people who can sign.
struct ScratchRegistry {
    let scratch: Scratch
    let made: MadeRegistry

    /// The folder of the registry.
    var path: String { scratch.file("registry") }

    /// Makes a registry whose one admin is alice.
    init() async throws {
        scratch = try Scratch("cairn-registry")
        try await Self.makePerson("alice", in: scratch)
        made = try await Self.session("alice", scratch).initialize(
            NewRegistry(
                folder: scratch.file("registry"), name: "acme",
                admin: try Person(checking: "alice@example.com"),
                publicKey: try Self.key(of: "alice", in: scratch), isTeam: false,
                program: "\(products)/cairn"))
    }

    /// Gives somebody a key and git's settings.
    func makePerson(_ name: String) async throws {
        try await Self.makePerson(name, in: scratch)
    }

    private static func makePerson(_ name: String, in scratch: Scratch) async throws {
        let outcome = try await shell(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", scratch.file(name)],
            in: scratch.path, environment: hermeticEnvironment(home: scratch.path))
        try #require(outcome.status == 0, "\(outcome.text)")
        try scratch.write(
            "\(name).gitconfig",
            """
            [user]
                name = \(name)
                email = \(name)@example.com
                signingkey = \(scratch.file(name)).pub
            [gpg]
                format = ssh

            """)
    }

    /// The public key of somebody, as the `.pub` file has it.
    func key(of name: String) throws -> String {
        try Self.key(of: name, in: scratch)
    }

    private static func key(of name: String, in scratch: Scratch) throws -> String {
        String(decoding: try scratch.read("\(name).pub"), as: UTF8.self)
    }

    /// The registry as somebody reaches it by path.
    func workspace(_ name: String = "alice") async throws -> Workspace {
        try await Workspace.open(Self.session(name, scratch, registry: path))
    }

    /// What the session of somebody in `folder` looks like.
    func session(_ name: String = "alice", in folder: String) -> Session {
        Session(environment: environment(of: name), directory: folder, now: Date())
    }

    /// An environment in which git knows somebody.
    func environment(of name: String) -> [String: String] {
        Self.environment(name, scratch)
    }

    private static func session(
        _ name: String, _ scratch: Scratch, registry: String? = nil
    ) -> Session {
        Session(
            environment: environment(name, scratch), directory: scratch.path, now: Date(),
            registry: registry)
    }

    private static func environment(_ name: String, _ scratch: Scratch) -> [String: String] {
        hermeticEnvironment(
            home: scratch.path, ["GIT_CONFIG_GLOBAL": scratch.file("\(name).gitconfig")])
    }

    /// What the file at `path` on the registry's `main` says.
    func file(_ path: String) async throws -> String {
        let outcome = try await shell(
            ["git", "show", "main:\(path)"], in: self.path, environment: environment(of: "alice"))
        try #require(outcome.status == 0, "\(outcome.text)")
        return outcome.output
    }
}

/// The folder of the built programs, `cairn` among them: that of the tests themselves.
private let products: String = {
    let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? ""
    let folder = "/" + bundle.split(separator: "/").dropLast().joined(separator: "/")
    let isThere = FileManager.default.isExecutableFile(atPath: "\(folder)/cairn")
    return isThere ? folder : "\(root)/.build/debug"
}()

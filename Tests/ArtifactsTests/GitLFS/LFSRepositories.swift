import RegistryCore
import Support
import Testing

/// A bare repository on disk and a clone of it, worked on by stock `git` and `git lfs` only.
struct LFSRepositories {
    let scratch: Scratch
    private let environment: [String: String]

    var bare: String { scratch.file("bare.git") }
    var clone: String { scratch.file("clone") }

    init() async throws {
        scratch = try Scratch()
        environment = hermeticEnvironment(
            home: scratch.path,
            [
                "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com",
                "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.com",
                "GIT_ATTR_NOSYSTEM": "1",
            ])
        try await git("init", "--quiet", "--bare", bare, in: scratch.path)
        try await git("clone", "--quiet", bare, clone, in: scratch.path)
        try await git("lfs", "install", "--local")
        try await git("lfs", "track", "*.bin")
    }

    /// Runs `git` in the clone and expects it to succeed.
    @discardableResult
    func git(_ words: String..., in folder: String? = nil) async throws -> String {
        let outcome = try await shell(
            ["git"] + words, in: folder ?? clone, environment: environment)
        try #require(outcome.status == 0, "git \(words): \(outcome.text)")
        return outcome.output
    }
}

import Git
import RegistryCore
import Support
import Testing

/// A repository of its own for one test, with an identity and a clock that stands still.
struct Sandbox: Sendable {
    let scratch: Scratch
    let environment: [String: String]

    /// The repository's folder.
    var path: String { scratch.file("repository") }

    init(_ flags: String...) async throws {
        scratch = try Scratch("git-tests")
        environment = hermeticEnvironment(
            home: scratch.path,
            [
                "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.com",
                "GIT_AUTHOR_DATE": "1700000000 +0130",
                "GIT_COMMITTER_NAME": "Bob", "GIT_COMMITTER_EMAIL": "bob@example.com",
                "GIT_COMMITTER_DATE": "1700000100 -0800",
            ])
        let outcome = try await shell(
            ["git", "init", "-q", "-b", "main"] + flags + [path], in: scratch.path,
            environment: environment)
        try #require(outcome.status == 0, "\(outcome.text)")
    }

    /// What `git` says on standard output, without the last line end; it must succeed.
    @discardableResult
    func git(
        _ words: [String], input: String = "", _ extra: [String: String] = [:]
    ) async throws -> String {
        let outcome = try await shell(
            ["git"] + words, in: path, environment: environment.merging(extra) { $1 },
            input: input)
        try #require(outcome.status == 0, "git \(words): \(outcome.text)")
        return outcome.output.hasSuffix("\n") ? String(outcome.output.dropLast()) : outcome.output
    }

    @discardableResult
    func git(_ words: String..., input: String = "") async throws -> String {
        try await git(words, input: input)
    }

    /// The object whose name `git` prints.
    func id(_ words: String..., input: String = "") async throws -> ObjectID {
        let text = try await git(words, input: input)
        return try #require(ObjectID(parsing: text), "\(text)")
    }

    /// A commit without files, `seconds` after the sandbox's own time.
    func commit(_ parents: [ObjectID], seconds: Int = 0) async throws -> ObjectID {
        let tree = try await git("mktree")
        let words = ["commit-tree", tree, "-m", "c"] + parents.flatMap { ["-p", "\($0)"] }
        let text = try await git(
            words, ["GIT_COMMITTER_DATE": "\(1_700_000_000 + seconds) +0000"])
        return try #require(ObjectID(parsing: text))
    }

    /// Opens the repository anew.
    func open() throws(GitError) -> Repository {
        try Repository(opening: path)
    }

    var program: GitProgram {
        GitProgram(directory: path, environment: environment)
    }
}

/// Always the same random numbers (SplitMix64), so a failure can be seen again.
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

/// What `body` throws.
func failure(_ body: () throws(GitError) -> Void) -> GitError? {
    do throws(GitError) {
        try body()
        return nil
    } catch {
        return error
    }
}

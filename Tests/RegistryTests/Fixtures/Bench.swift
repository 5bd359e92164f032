import FoundationEssentials
import RegistryCore
import Support
import Testing

/// A registry of one test's own, and beside it a repository that makes any commit, however wrong.
///
/// The catalog is a real one with its hooks; `work` borrows its objects, has no hooks, and pushes
/// to it as whoever the test says.
struct Bench: Sendable {
    let folder: String
    let facts: Facts
    /// Removes the folder with the last copy of this value.
    private let scratch: Scratch?

    var catalog: String { "\(folder)/registry" }
    var work: String { "\(folder)/work" }

    /// What the registry holds before the test does anything, by name.
    struct Facts: Sendable {
        var id = ""
        /// The registry's own key and its first commit, as `verify --trust` names them.
        var fingerprint = ""
        var first = ObjectID.zero
        var main = ObjectID.zero
        /// The commits of `fraud/detector`'s versions.
        var v1 = ObjectID.zero
        var v2 = ObjectID.zero
        /// The commit that opens a stage.
        var open = ObjectID.zero
        /// The transitions of staging to v1, then to v2.
        var stagingV1 = ObjectID.zero
        var stagingV2 = ObjectID.zero
        /// The transition of production to v1, proposed by alice.
        var proposal = ObjectID.zero
        /// The blob that points to the one artifact there is.
        var pointer = ObjectID.zero
        /// The version digests of v1 and v2.
        var digests: [Digest] = []
    }

    /// Makes a copy of the registry that all tests share.
    init() async throws {
        let template = try await BenchTemplate.shared.value
        let scratch = try Scratch("registry-tests")
        self.init(folder: scratch.path, keeping: scratch, facts: template.facts)
        try await fill()
    }

    /// Copies the template into the bench's folder.
    func fill() async throws {
        try await run(["cp", "-a", "\(BenchTemplate.folder)/.", folder], in: folder)
        try await git("config", "core.hooksPath", "\(catalog)/hooks", in: catalog)
    }

    init(folder: String, keeping scratch: Scratch?, facts: Facts) {
        self.folder = folder
        self.scratch = scratch
        self.facts = facts
    }
}

extension Bench {
    /// The environment of `person`, who may be anybody.
    func environment(of person: String) -> [String: String] {
        hermeticEnvironment(
            home: folder,
            [
                "CAIRN_USER": "\(person)@example.com",
                "GIT_AUTHOR_NAME": person, "GIT_AUTHOR_EMAIL": "\(person)@example.com",
                "GIT_COMMITTER_NAME": person, "GIT_COMMITTER_EMAIL": "\(person)@example.com",
            ])
    }

    /// What a program says on standard output, without the last line end; it must succeed.
    @discardableResult
    func run(
        _ words: [String], in folder: String, as person: String = "alice",
        _ extra: [String: String] = [:], input: String = ""
    ) async throws -> String {
        let outcome = try await shell(
            words, in: folder, environment: environment(of: person).merging(extra) { $1 },
            input: input)
        try #require(outcome.status == 0, "\(words): \(outcome.text)")
        return outcome.output.hasSuffix("\n") ? String(outcome.output.dropLast()) : outcome.output
    }

    /// What `git` says in `folder`, or in the work repository.
    @discardableResult
    func git(_ words: String..., in folder: String? = nil) async throws -> String {
        try await run(["git"] + words, in: folder ?? work)
    }

    /// The object that the work repository knows by `name`, such as `<commit>:<path>`.
    func id(_ name: String, in folder: String? = nil) async throws -> ObjectID {
        let text = try await git("rev-parse", "--verify", name, in: folder)
        return try #require(ObjectID(parsing: text), "\(text)")
    }

    /// Every ref of the catalog with its object, the state that a refusal leaves alone.
    func refs() async throws -> String {
        try await git("for-each-ref", in: catalog)
    }

    /// What a ref of the catalog points to; `nil` where there is none.
    func tip(_ ref: String) async throws -> ObjectID? {
        let text = try await git("for-each-ref", "--format=%(objectname)", ref, in: catalog)
        return ObjectID(parsing: text)
    }

    /// The lines of a file of the registry's own records, such as `refused.jsonl`.
    func lines(of name: String) -> [Substring] {
        let text = try? String(contentsOfFile: "\(catalog)/cairn/\(name)", encoding: .utf8)
        return (text ?? "").split(separator: "\n")
    }

    /// The names of the intents that nobody has finished.
    func intents() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(catalog)/cairn/journal")
    }
}

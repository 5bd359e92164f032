import FoundationEssentials
import Glibc
import Registry
import RegistryCore
import Support
import Testing

/// The registry that every test copies, made once: `fraud/detector` v1 and v2, `credit/scorer` v1,
/// staging at v2 after v1, and v1 proposed for production, which asks one reviewer.
struct BenchTemplate: Sendable {
    let facts: Bench.Facts

    /// Every test that waits for it must see the failure: one that an expectation has recorded
    /// already would pass in silence everywhere else.
    static let shared = Task {
        do { return try await make() } catch { throw Unmade(why: "\(error)") }
    }

    struct Unmade: Error {
        let why: String
    }

    static let folder: String = {
        let random = UInt64.random(in: .min ... .max)
        return FileManager.default.temporaryDirectory.path(percentEncoded: false)
            + "/cairn-registry-template-\(random)"
    }()

    /// The built `cairn`, beside the tests or in the package's own build folder.
    static let program: String = {
        let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? ""
        let beside = "/" + bundle.split(separator: "/").dropLast().joined(separator: "/") + "/cairn"
        guard !FileManager.default.isExecutableFile(atPath: beside) else { return beside }
        let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        return "/\(root)/.build/debug/cairn"
    }()

    /// The one artifact that the store has, and its name there.
    static let weights = "weights\n"
    static let digest = "1b465fa6b6bcbc06a3199e3d2d8aec35d37494a712f888b6d5536684dd89d0f0"

    /// The record of v1 names this data set, which is the artifact itself.
    static let dataset = "datasets: [{name: payments, digest: \"sha256:\(digest)\"}]\n"

    /// A pointer to the artifact, or to something that is not there.
    static func pointer(_ digest: String = digest, size: Int = weights.utf8.count) -> String {
        "version https://git-lfs.github.com/spec/v1\noid sha256:\(digest)\nsize \(size)\n"
    }

    private static func make() async throws -> BenchTemplate {
        try FileManager.default.createDirectory(
            atPath: "\(folder)/keys", withIntermediateDirectories: true)
        atexit { try? FileManager.default.removeItem(atPath: BenchTemplate.folder) }
        let draft = Bench(folder: folder, keeping: nil, facts: Bench.Facts())
        for name in ["alice", "carol", "carol-old", "dan", "stranger"] {
            try await draft.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "\(folder)/keys/\(name)"],
                in: folder)
        }
        return BenchTemplate(facts: try await draft.furnished())
    }
}

extension Bench {
    /// Who runs a use case in this process.
    func session(of person: String, in directory: String? = nil) -> Session {
        Session(
            environment: environment(of: person), directory: directory ?? folder, now: Date())
    }

    /// The one-line public key of `name`.
    func publicKey(_ name: String) throws -> String {
        let text = try String(contentsOfFile: "\(folder)/keys/\(name).pub", encoding: .utf8)
        return text.split(separator: " ").prefix(2).joined(separator: " ")
    }

    /// Makes the registry and everything in it, all through its own hooks.
    fileprivate func furnished() async throws -> Facts {
        var facts = Facts()
        let made = try await session(of: "alice").initialize(
            NewRegistry(
                folder: catalog, name: "demo", admin: "alice@example.com",
                publicKey: try publicKey("alice"), isTeam: false, program: BenchTemplate.program))
        facts.id = made.id
        facts.fingerprint = made.fingerprint
        facts.first = made.commit
        try await git("init", "--quiet", "--bare", work, in: folder)
        try write("work/objects/info/alternates", "../../registry/objects\n")
        let digest = BenchTemplate.digest
        try write(
            "registry/lfs/objects/\(digest.prefix(2))/\(digest.dropFirst(2).prefix(2))/\(digest)",
            BenchTemplate.weights)
        facts = try await register(facts)
        return try await promote(facts)
    }

    /// Brings the policy, the keys and the models to `main`.
    private func register(_ old: Facts) async throws -> Facts {
        var facts = old
        let rules = try await commit(
            onto: facts.first, .file("registry.yaml", policy(id: facts.id)),
            .file("allowed_signers", try signers()))
        facts.v1 = try await commit(
            onto: rules, detector("model.yaml", manifest("fraud/detector", "risk: high\n")),
            detector("version.yaml", record(1, BenchTemplate.dataset)), artifact("m.bin"))
        facts.v2 = try await commit(
            onto: facts.v1, detector("version.yaml", record(2, "description: Better.\n")))
        let aliases = "risk: high\naliases: {champion: 1}\n"
        facts.main = try await commit(
            onto: facts.v2, detector("model.yaml", manifest("fraud/detector", aliases)),
            .file("models/credit/scorer/model.yaml", manifest("credit/scorer")),
            .file("models/credit/scorer/version.yaml", record(1)))
        facts.pointer = try await id("\(facts.v1):models/fraud/detector/artifacts/m.bin")
        try await require("\(rules):refs/heads/main")
        try await require("\(facts.main):refs/heads/main")
        let catalog = try Catalog.open(catalog, environment: environment(of: "alice"))
        facts.digests = [1, 2].compactMap { number in
            try? catalog.version(
                VersionNumber(number), of: "fraud/detector", on: facts.main)?.digest
        }
        try #require(facts.digests.count == 2)
        return facts
    }

    /// Takes staging to v1 and v2, opens production and proposes v1 for it.
    private func promote(_ old: Facts) async throws -> Facts {
        var facts = old
        facts.open = try await commit(onto: [], try await rootFiles(of: facts.main))
        facts.stagingV1 = try await transition(to: facts.v1, onto: facts.open)
        facts.stagingV2 = try await transition(to: facts.v2, onto: facts.stagingV1)
        facts.proposal = try await transition(
            to: facts.v1, onto: facts.open, message: "x\n\nPolicy: \(facts.main)\n")
        try await require(
            "\(facts.open):\(stage("staging"))", "\(facts.open):\(stage("production"))")
        try await require("\(facts.stagingV1):\(stage("staging"))")
        try await require("\(facts.stagingV2):\(stage("staging"))")
        try await require("\(facts.proposal):\(proposal("production"))")
        return facts
    }

    /// Who signs with which key; carol's old one was closed long ago.
    func signers() throws -> String {
        let line = { (person: String, key: String, options: String) in
            "\(person)@example.com namespaces=\"git\"\(options) \(try publicKey(key))\n"
        }
        return try line("alice", "alice", "") + line("carol", "carol", "")
            + line("carol", "carol-old", ",valid-before=\"20200101Z\"") + line("dan", "dan", "")
    }

    private func write(_ name: String, _ text: String) throws {
        let parent = "\(folder)/\(name)".split(separator: "/").dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(
            atPath: "/\(parent)", withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
    }
}

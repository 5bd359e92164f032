import FoundationEssentials
import Git
import RegistryCore
import Testing

@testable import Registry

@Suite struct `A push that died before it was recorded` {
    /// A registry in which the third version is on `main` and nothing else knows of it.
    private func interrupted() async throws -> (bench: Bench, version: ObjectID) {
        let bench = try await Bench()
        let version = try await bench.commit(
            onto: bench.facts.main, detector("version.yaml", record(3)))
        try await bench.replaceHook("post-receive", "exit 0")
        try await bench.require("\(version):refs/heads/main")
        try await bench.restoreHook("post-receive")
        try #require(try bench.intents().count == 1)
        try #require(try await bench.tip("refs/versions/fraud/detector/v3") == nil)
        return (bench, version)
    }

    @Test func `is finished by the next one`() async throws {
        let (bench, version) = try await interrupted()
        let entries = try await bench.auditCount()
        try await bench.require("\(version):refs/heads/topic", as: "mallory")
        #expect(try await bench.tip("refs/versions/fraud/detector/v3") == version)
        #expect(try await bench.auditCount() == entries + 2)
        #expect(try bench.intents() == [])
        let catalog = try bench.open()
        let receipt = try #require(
            try catalog.receipt(
                .version("fraud/detector", VersionNumber(3)), at: catalog.snapshot()))
        #expect(receipt.actor == "alice@example.com")
    }

    @Test func `is recorded once, however often it is finished`() async throws {
        let (bench, version) = try await interrupted()
        let journal = Journal(catalog: bench.catalog)
        let intent = try #require(journal.intents().first)
        let entries = try await bench.auditCount()
        for count in [1, 0] {
            #expect(try await Completion(catalog: bench.open()).finishAbandoned() == count)
        }
        // As if the run had died after it wrote the entry and before it removed the intent.
        try journal.write(intent)
        #expect(try await Completion(catalog: bench.open()).finishAbandoned() == 1)
        #expect(try await bench.auditCount() == entries + 1)
        #expect(try await bench.tip("refs/versions/fraud/detector/v3") == version)
        #expect(try await bench.verify().objections == [])
    }

    @Test func `closes the proposal that it completed`() async throws {
        let bench = try await Bench()
        try await bench.require(try await bench.sign(bench.statement()), as: "carol")
        try await bench.replaceHook("post-receive", "exit 0")
        try await bench.require("\(bench.facts.proposal):\(stage("production"))")
        #expect(try await bench.tip(proposal("production")) == bench.facts.proposal)
        #expect(try await Completion(catalog: bench.open()).finishAbandoned() == 1)
        #expect(try await bench.tip(proposal("production")) == nil)
        #expect(try await bench.verify().objections == [])
    }
}

extension Bench {
    /// Opens the catalog in this process.
    func open() throws -> Catalog {
        try Catalog.open(catalog, environment: environment(of: "alice"))
    }

    func auditCount() async throws -> Int {
        try open().auditEntries().count
    }

    /// Makes an intent look as if the process that wrote it were gone.
    func endProcess(ofIntent name: String) throws {
        let journal = Journal(catalog: catalog)
        for var intent in journal.intents() where name.hasPrefix(intent.id) {
            intent.process = try #require(ProcessMark.ended)
            try journal.write(intent)
        }
    }

    /// Replays the whole registry, as it is or as a clone shows it.
    func verify(
        _ request: VerificationRequest = VerificationRequest(), in folder: String? = nil
    ) async throws -> VerificationReport {
        let workspace = try await Workspace.open(
            session(of: "alice", in: folder ?? catalog))
        return try await workspace.verify(request)
    }
}

extension ProcessMark {
    /// A process that never was: its number is taken by one that started at another time.
    fileprivate static var ended: ProcessMark? {
        let json = "{\"boot\":\"\",\"pid\":1,\"started\":\"never\"}"
        return try? decodeJSON(ProcessMark.self, from: Array(json.utf8), what: "the mark")
    }
}

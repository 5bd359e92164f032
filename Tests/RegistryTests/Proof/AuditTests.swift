import FoundationEssentials
import Registry
import RegistryCore
import Testing

@Suite struct `The audit log` {
    private let log = "refs/audit/log"

    private func audit(_ bench: Bench) async throws -> AuditReport {
        try await Workspace.open(bench.session(of: "alice", in: bench.catalog)).verifyAudit()
    }

    /// Writes the newest entry again with another text, and moves the log to it.
    ///
    /// - Parameter key: The key that signs it; none signs it at all.
    private func amend(
        _ bench: Bench, key: String?, _ change: (String) -> String
    ) async throws {
        let parent = try await bench.git("rev-parse", "\(log)^", in: bench.catalog)
        let text = try await bench.git("cat-file", "blob", "\(log):entry.json", in: bench.catalog)
        let blob = try await bench.run(
            ["git", "hash-object", "-w", "--stdin"], in: bench.catalog, input: change(text) + "\n")
        let listing = try await bench.git("ls-tree", log, in: bench.catalog)
        let lines = listing.split(separator: "\n").map { line in
            line.hasSuffix("\tentry.json") ? "100644 blob \(blob)\tentry.json" : String(line)
        }
        let tree = try await bench.run(
            ["git", "mktree"], in: bench.catalog, input: lines.joined(separator: "\n") + "\n")
        try await replaceTip(bench, by: tree, on: parent, key: key)
    }

    /// Moves the log to a new entry of that tree, signed with `key` or not at all.
    private func replaceTip(
        _ bench: Bench, by tree: String, on parent: String, key: String?
    ) async throws {
        let signing = key.map { ["-c", "gpg.format=ssh", "commit-tree", "-S\($0)"] }
        let commit = try await bench.run(
            ["git"] + (signing ?? ["commit-tree"]) + ["-m", "x", "-p", parent, tree],
            in: bench.catalog)
        try await bench.forge(commit, at: log)
    }

    @Test func `replays to the refs, signed by the registry's own key`() async throws {
        let bench = try await Bench()
        let report = try await audit(bench)
        #expect(report.objections == [])
        #expect(report.fingerprint == bench.facts.fingerprint)
        #expect(report.entries == 6)
    }

    @Test func `is corrupt once an entry is signed by another key`() async throws {
        let bench = try await Bench()
        try await amend(bench, key: "\(bench.folder)/keys/stranger") {
            $0.replacing("alice@example.com", with: "bob@example.com")
        }
        #expect(Set(try await audit(bench).objections.map(\.code)) == [.corrupt])
        #expect(Set(try await bench.verify().objections.map(\.code)) == [.corrupt])
    }

    @Test func `is corrupt once an entry is not signed`() async throws {
        let bench = try await Bench()
        try await amend(bench, key: nil) { $0 }
        #expect(Set(try await audit(bench).objections.map(\.code)) == [.corrupt])
    }

    @Test func `is corrupt once an entry says other than the refs do`() async throws {
        let bench = try await Bench()
        try await bench.approveAndComplete()
        try await amend(bench, key: "\(bench.catalog)/cairn/key") {
            $0.replacing("\(bench.facts.proposal)", with: "\(bench.facts.stagingV1)")
        }
        #expect(Set(try await audit(bench).objections.map(\.code)) == [.corrupt])
    }

    @Test(arguments: [
        ("one more", "100644 RECEIPT\tversions/fraud/detector/v9"),
        ("one less", "0 \(ObjectID.zero)\tversions/fraud/detector/v1"),
        ("one changed", "100644 RECEIPT\tversions/fraud/detector/v1"),
    ])
    func `is corrupt once its index has other receipts than its entries`(
        _ name: String, _ change: String
    ) async throws {
        let bench = try await Bench()
        let receipt = try await bench.git(
            "rev-parse",
            "\(log):proposals/production/fraud/detector/\(bench.facts.proposal)",
            in: bench.catalog)
        let tree = try await bench.run(
            [
                "sh", "-c",
                "export GIT_INDEX_FILE=audit.index && git read-tree \(log) && "
                    + "git update-index --index-info && git write-tree",
            ], in: bench.catalog, input: change.replacing("RECEIPT", with: receipt) + "\n")
        let parent = try await bench.git("rev-parse", "\(log)^", in: bench.catalog)
        try await replaceTip(bench, by: tree, on: parent, key: "\(bench.catalog)/cairn/key")
        #expect(try await audit(bench).objections.map(\.code) == [.corrupt])
    }

    @Test func `is not built on where somebody else has signed`() async throws {
        let bench = try await Bench()
        try await amend(bench, key: "\(bench.folder)/keys/stranger") { $0 }
        let tip = try await bench.id(log, in: bench.catalog)
        try await bench.require("\(bench.facts.open):refs/heads/topic", as: "alice")
        #expect(try await bench.id(log, in: bench.catalog) == tip)
        #expect(try bench.intents().count == 1)
    }

    @Test func `is corrupt once an entry is left out`() async throws {
        let bench = try await Bench()
        try await bench.approveAndComplete()
        try await bench.forge("\(try await bench.id("\(log)^", in: bench.catalog))", at: log)
        #expect(Set(try await audit(bench).objections.map(\.code)) == [.corrupt])
    }

    @Test func `keeps a line for every refused push, with every code`() async throws {
        let bench = try await Bench()
        for _ in 0..<2 { _ = try await bench.push(["\(bench.facts.open):refs/notes/x"], as: "eve") }
        let lines = bench.lines(of: "refused.jsonl")
        #expect(lines.count == 2)
        #expect(
            lines.allSatisfy { line in
                line.contains("\"ref-refused\"") && line.contains("\"eve@example.com\"")
            })
        #expect(try await audit(bench).entries == 6)
    }
}

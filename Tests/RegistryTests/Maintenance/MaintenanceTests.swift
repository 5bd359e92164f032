import Artifacts
import FoundationEssentials
import Registry
import RegistryCore
import Support
import Testing

@Suite struct `Maintenance` {
    private func maintain(_ bench: Bench) async throws -> MaintenanceReport {
        try await Workspace.open(bench.session(of: "alice", in: bench.catalog)).maintain()
    }

    @Test func `packs refs and objects, and leaves every one of them`() async throws {
        let bench = try await Bench()
        let loose = try await bench.run(
            ["git", "hash-object", "-w", "--stdin"], in: bench.catalog, input: "named by nothing")
        let refs = try await bench.refs()
        let report = try await maintain(bench)
        #expect(report.before.looseObjects > 0 && report.before.looseRefs > 0)
        let after = report.after
        #expect(
            [after.looseObjects, after.packs, after.looseRefs, after.graphLayers] == [0, 1, 0, 1])
        #expect(try await bench.refs() == refs)
        #expect(
            try await bench.git("cat-file", "-p", loose, in: bench.catalog) == "named by nothing")
        try await bench.git("commit-graph", "verify", in: bench.catalog)
        #expect(try await bench.verify().objections == [])
        #expect(try await maintain(bench).after == report.after)
    }

    @Test func `removes what a killed Git left`() async throws {
        let bench = try await Bench()
        let graphs = "info/commit-graphs"
        let names = [
            "\(graphs)/tmp_graph_old", "pack/.tmp-1-pack-old.pack", "pack/tmp_pack_old",
            "tmp_objdir-incoming-old",
        ].map { "objects/\($0)" }
        let locks = [
            "packed-refs.lock", "packed-refs.new", "objects/\(graphs)/commit-graph-chain.lock",
        ]
        try await bench.run(["mkdir", "-p", names[3], "objects/\(graphs)"], in: bench.catalog)
        try await bench.run(["touch", "-d", "1 minute ago"] + names + locks, in: bench.catalog)
        #expect(try await maintain(bench).leftovers == names)
        for name in names + locks {
            #expect(!FileManager.default.fileExists(atPath: "\(bench.catalog)/\(name)"))
        }
    }

    @Test func `waits for no other run of itself`() async throws {
        let bench = try await Bench()
        guard let turn = try Turn.take(at: "\(bench.catalog)/cairn/maintenance.turn") else {
            Issue.record("The turn of a new registry is taken.")
            return
        }
        let error = await #expect(throws: RegistryError.self) { try await maintain(bench) }
        #expect(error?.objections.map(\.code) == [.conflict])
        _ = consume turn
    }

    @Test func `disturbs neither those who read nor those who push`() async throws {
        let bench = try await Bench()
        let commits = try await newVersions(6, in: bench)
        try await withThrowingTaskGroup { group in
            group.addTask {
                for commit in commits { try await bench.require("\(commit):refs/heads/main") }
            }
            group.addTask {
                for _ in commits {
                    #expect(try await bench.verify().objections == [])
                    try await bench.git("rev-list", "--objects", "--all", in: bench.catalog)
                }
            }
            group.addTask {
                for _ in commits { _ = try await maintain(bench) }
            }
            try await group.waitForAll()
        }
        #expect(try await bench.tip("refs/heads/main") == commits.last)
        #expect(try await bench.tip("refs/versions/credit/scorer/v7") == commits.last)
        try await bench.git("fsck", "--strict", in: bench.catalog)
    }

    /// Commits that bring the next versions of `credit/scorer`, each on the one before.
    private func newVersions(_ count: Int, in bench: Bench) async throws -> [ObjectID] {
        var commits: [ObjectID] = []
        for number in 2..<(2 + count) {
            let parent = commits.last ?? bench.facts.main
            commits.append(
                try await bench.commit(
                    onto: parent, .file("models/credit/scorer/version.yaml", record(number))))
        }
        return commits
    }
}

import Artifacts
import FoundationEssentials
import Git
import RegistryCore
import SearchIndex
import Support
import Testing

@testable import Registry

@Suite struct `The search index` {
    /// What the index says after it was kept, opened now.
    private func kept(_ catalog: Catalog) async throws -> IndexRows {
        try IndexRows(of: try await CatalogIndex(of: catalog).open(for: .command))
    }

    /// What a new index says.
    private func rebuilt(_ catalog: Catalog) async throws -> IndexRows {
        let path = "\(catalog.directory)/rebuilt-\(UInt64.random(in: 0 ... .max))"
        _ = try await IndexRebuild(catalog: catalog, progress: .silent).run(into: path)
        return try IndexRows(of: try IndexFile(opening: path, for: .command))
    }

    private func expectKept(
        _ catalog: Catalog, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let (kept, rebuilt) = (try await kept(catalog), try await rebuilt(catalog))
        #expect(kept.difference(from: rebuilt) == [], sourceLocation: sourceLocation)
        #expect(kept == rebuilt, sourceLocation: sourceLocation)
    }

    @Test(arguments: seeds(4))
    func `kept through random pushes is the one that is built of them`(seed: UInt64) async throws {
        let history = try RandomHistory(try await Bench(), seed: seed)
        _ = try await kept(history.catalog)
        for round in 0..<5 {
            for push in 0..<5 {
                // The log comes after the refs, now and then much later.
                try history.push(isLogged: (round + push) % 5 != 0)
                if push.isMultiple(of: 2) { CatalogIndex(of: history.catalog).update() }
            }
            if round.isMultiple(of: 3) { try history.logAbandoned() }
            try await expectKept(history.catalog)
        }
    }

    @Test(arguments: seeds(2))
    func `says of every version what a scan of Git says`(seed: UInt64) async throws {
        let history = try RandomHistory(try await Bench(), seed: seed)
        for _ in 0..<20 { try history.push() }
        let file = try await CatalogIndex(of: history.catalog).open(for: .command)
        #expect(try file.facts() == GitScan(catalog: history.catalog).facts())
    }

    @Test func `is kept by every push, through the hooks`() async throws {
        let bench = try await Bench()
        let catalog = try bench.open()
        _ = try await kept(catalog)
        let version = try await bench.commit(
            onto: bench.facts.main, detector("version.yaml", record(3, "author: x@example.com\n")))
        try await bench.require("\(version):refs/heads/main")
        #expect(try CatalogIndex(of: catalog).status(readsAll: true).state == .current)
        let next = try await bench.commit(
            onto: version, detector("annotations/v3.yaml", "schema: cairn.annotations/v1\n"))
        let promotion = try await bench.transition(to: version, onto: bench.facts.stagingV2)
        try await bench.require("\(next):refs/heads/main", "\(promotion):\(stage("staging"))")
        #expect(try CatalogIndex(of: catalog).status(readsAll: true).state == .current)
        try await expectKept(catalog)
    }

    @Test func `is brought up by who opens it, after a push whose end was killed`() async throws {
        let bench = try await Bench()
        let catalog = try bench.open()
        _ = try await kept(catalog)
        try await bench.replaceHook("post-receive", "kill -9 $$")
        let promotion = try await bench.transition(
            to: bench.facts.v1, onto: bench.facts.stagingV2)
        _ = try await bench.push(["\(promotion):\(stage("staging"))"])
        let status = try CatalogIndex(of: catalog).status(readsAll: true)
        #expect(status.state == .behind)
        try await expectKept(catalog)
        try await bench.restoreHook("post-receive")
        // What the next push does for the killed one is in the log only then.
        try await bench.require("\(promotion):refs/heads/topic")
        try await expectKept(catalog)
    }

    @Test(arguments: [
        "rm -r cairn/index", "rm cairn/index/*.db", "rm cairn/index/current",
        "for f in cairn/index/*.db; do echo text >$f; done",
        "for f in cairn/index/*.db; do : >$f; done",
        "for f in cairn/index/*.db; do head -c 20000 $f >x; cat x >$f; rm x; done",
        "for f in cairn/index/*.db; do printf 77 | dd of=$f bs=1 seek=60 conv=notrunc; done",
        "echo ../../config >cairn/index/current",
    ])
    func `is built again when it is gone, damaged or of another format`(
        command: String
    ) async throws {
        let bench = try await Bench()
        let catalog = try bench.open()
        let before = try await kept(catalog)
        try await bench.run(["sh", "-c", command], in: bench.catalog)
        #expect(try await kept(catalog) == before)
        #expect(try CatalogIndex(of: catalog).status(readsAll: true).state == .current)
    }

    /// A page of zeros is met by whoever opens the index, by a search, or by nobody.
    @Test func `is built again when a search meets damage`() async throws {
        let bench = try await Bench()
        let index = CatalogIndex(of: try bench.open())
        let request = SearchRequest(try SearchQuery(parsing: "model:fraud/*"), limit: 50)
        let search = { (file: IndexFile) in try await file.search(request, atMost: .seconds(10)) }
        let before = try await index.ask(for: .command, search)
        let sound = try Data(contentsOf: URL(filePath: try #require(index.folder.current)))
        var metBySearch = 0
        for page in 1..<sound.count / 4_096 {
            let file = try #require(index.folder.current)
            for rest in ["-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: file + rest)
            }
            var damaged = sound
            damaged.resetBytes(in: page * 4_096..<(page + 1) * 4_096)
            try damaged.write(to: URL(filePath: file))
            _ = try? await index.open(for: .command)
            let isOpened = index.folder.current == file
            let found = try await index.ask(for: .command, search)
            #expect(found.versions == before.versions)
            if isOpened, index.folder.current != file { metBySearch += 1 }
        }
        #expect(metBySearch > 0)
        await #expect(throws: RegistryError.self) {
            try await index.ask(for: .command) { _ in throw IndexError.interrupted }
        }
        withExtendedLifetime(bench) {}
    }

    @Test func `is built again where main is another`() async throws {
        let bench = try await Bench()
        let catalog = try bench.open()
        let before = try await kept(catalog)
        let other = try await bench.commit(
            onto: bench.facts.v1, detector("model.yaml", manifest("fraud/detector")))
        try await bench.git("fetch", "-q", bench.work, "\(other):refs/x", in: bench.catalog)
        try await bench.git("update-ref", "refs/heads/main", "\(other)", in: bench.catalog)
        #expect(try await kept(catalog) != before)
        try await expectKept(catalog)
    }

    @Test func `stays as it was when what writes it dies`() async throws {
        let bench = try await Bench()
        let catalog = try bench.open()
        let before = try await kept(catalog)
        let file = try await CatalogIndex(of: catalog).open(for: .command)
        struct Death: Error {}
        #expect(throws: Death.self) {
            try file.write { writer in
                try writer.add([IndexedChange(of: "fraud/detector")], date: 5)
                throw Death()
            }
        }
        #expect(try await kept(catalog) == before)
    }

    /// Builds killed at any moment leave the index that was there, and nothing that grows.
    @Test func `outlives builds that are killed`() async throws {
        let bench = try await Bench()
        let catalog = try bench.open()
        let before = try await kept(catalog)
        for tenths in 0..<6 {
            _ = try await bench.run(
                [
                    "sh", "-c",
                    "timeout -s KILL 0.0\(tenths) \(BenchTemplate.program) -R . index rebuild"
                        + " >/dev/null 2>&1; true",
                ], in: bench.catalog)
            #expect(try await kept(catalog) == before)
        }
        _ = try await CatalogIndex(of: catalog).build(.silent)
        #expect(try await kept(catalog) == before)
        let files = try FileManager.default.contentsOfDirectory(
            atPath: "\(bench.catalog)/cairn/index")
        #expect(files.count { $0.hasSuffix(".db") } == 1)
    }
}

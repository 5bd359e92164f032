import GRDB
import RegistryCore
import Support
import Testing

@testable import SearchIndex

@Suite struct `The index file` {
    @Test func `is read again as it was built`() throws {
        let scratch = try Scratch()
        let path = scratch.file("index")
        let name = try #require(ModelName(parsing: "fraud/detector"))
        let build = try IndexBuild(at: path)
        try build.write { writer in
            try writer.put(IndexedModel(ModelManifest(name: name), card: "Hello"), date: 90)
            try writer.register(version(of: name))
        }
        try build.createIndexes()
        try build.finish()

        let file = try IndexFile(opening: path, for: .command)
        #expect(try file.faults().isEmpty)
        #expect(try file.read { try Int.fetchOne($0, sql: "SELECT latest FROM models") } == 3)
        try file.write { try $0.put(remarks, on: VersionNumber(1), of: name, date: 200) }
        let found = try file.read {
            try Int.fetchAll($0, sql: "SELECT rowid FROM version_text('retrained drift')")
        }
        #expect(found == [3])
    }

    private func version(of model: ModelName) -> IndexedVersion {
        var record = VersionManifest(version: VersionNumber(1))
        record.description = "Retrained"
        record.parameters = ["depth": "8", "kind": "deep"]
        record.evaluations = [Evaluation(dataset: "holdout", metrics: ["auc": 0.9])]
        return IndexedVersion(
            place: 3, model: model, commit: .emptyTree, date: 100, manifest: record)
    }

    private var remarks: IndexedRemarks {
        var notes = Annotations()
        notes.state = .archived
        notes.tags = ["note": "drift"]
        return IndexedRemarks(notes)
    }
}

import RegistryCore
import Testing

@Suite struct `A model's manifest` {
    @Test func `is the same after it was written and read`() throws {
        let manifest: ModelManifest = try decode(
            """
            {'schema': 'cairn.model/v1', 'name': 'fraud/detector', 'description': 'Scores payments.',
             'owners': ['alice@example.com', 'group:team', '*'], 'task': 't', 'license': 'mit', 'risk': 'high',
             'tags': {'pii': 'no'}, 'aliases': {'champion': 3},
             'extra': {'a': 'b', 'list': ['x', ['y']], 'map': {'z': 'w'}}}
            """)
        #expect(try recoded(manifest) == manifest)
        #expect(manifest.aliases == ["champion": VersionNumber(3)])
        #expect(manifest.extra?["list"] == .list([.text("x"), .list([.text("y")])]))
    }

    @Test(arguments: [
        "'name': 'Fraud'", "'name': 'fraud/detector', 'risk': 'huge'",
        "'name': 'fraud/detector', 'aliases': {'latest': 3}",
        "'name': 'fraud/detector', 'aliases': {'champion': 0}",
        "'name': 'fraud/detector', 'aliases': {'champion': 'v3'}",
        "'name': 'fraud/detector', 'owners': ['team']",
    ])
    func `is refused where a field can't be read`(fields: String) {
        #expect(throws: DecodingError.self) {
            try decode("{'schema': 'cairn.model/v1', \(fields)}", as: ModelManifest.self)
        }
    }

    @Test func `ranks risk`() {
        #expect(Risk.allCases.sorted() == [.low, .medium, .high])
    }
}

@Suite struct `A version's record` {
    @Test func `needs its schema and number only`() throws {
        let record: VersionManifest = try decode("{'schema': 'cairn.version/v1', 'version': 4}")
        #expect(record == VersionManifest(version: VersionNumber(4)))
        #expect(try recoded(record) == record)
    }

    @Test(arguments: [
        "{'version': 4}", "{'schema': 'cairn.version/v1'}",
        "{'schema': 'cairn.version/v2', 'version': 4}",
    ])
    func `is refused without them`(json: String) {
        #expect(throws: DecodingError.self) { try decode(json, as: VersionManifest.self) }
    }
}

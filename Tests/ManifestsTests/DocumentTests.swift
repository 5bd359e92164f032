import Manifests
import RegistryCore
import Testing

@Suite struct `A manifest under construction` {
    private static let start = """
        schema: cairn.version/v1
        version: 1
        datasets: [{name: a, version: "1"}]
        source: {commit: abc}

        """

    @Test(arguments: [
        ("description", "Retrained: on #1 data", "description", "Retrained: on #1 data"),
        ("source.dirty", "true", "source.dirty", "true"),
        ("source.commit", "12345678", "source.commit", "12345678"),
        ("datasets.0.role", "train", "datasets.0.role", "train"),
        ("datasets.1.name", "b", "datasets.1.name", "b"),
        ("evaluations.0", "{dataset: d, metrics: {auc: 0.9}}", "evaluations.0.metrics.auc", "0.9"),
        ("environment.packages.ruamel\\.yaml", "0.18", "environment.packages.ruamel.yaml", "0.18"),
        ("base", "[a, b]", "base.1", "b"),
        ("algorithm", "\"no\"", "algorithm", "no"),
    ])
    func `takes what is set`(key: String, text: String, place: String, want: String) throws {
        var document = try parse(Self.start)
        try document.set(key, to: text)
        let version = try document.decode(VersionManifest.self)
        #expect(fields(of: version)[place] == want)
    }

    @Test func `forgets what is set to nothing`() throws {
        var document = try parse(Self.start)
        try document.set("source.commit", to: "")
        #expect(try document.decode(VersionManifest.self).source?.commit == nil)
    }

    @Test(arguments: [
        (
            "source.commit.x", "1",
            "--set source.commit.x: 'x' needs a list or a map to stand in, found 'abc'"
        ),
        (
            "datasets.2.name", "c",
            "--set datasets.2.name: '2' leads to no entry of the list: use 0 to 1"
        ),
        ("datasets.x", "c", "--set datasets.x: 'x' leads to no entry of the list: use 0 to 1"),
        ("base", "[a", "--set base:1:1: the '[' or '{' is never closed"),
        ("source.drty", "true", "--set source.drty: unknown key 'drty', did you mean 'dirty'?"),
        (
            "source.dirty", "maybe",
            "--set source.dirty: 'dirty' must be true or false, found 'maybe'"
        ),
        ("version", "two", "--set version: 'version' must be a whole number, found 'two'"),
    ])
    func `says which word it can't take`(key: String, text: String, want: String) throws {
        let error = #expect(throws: ManifestError.self) {
            var document = try parse(Self.start)
            try document.set(key, to: text)
            _ = try document.decode(VersionManifest.self)
        }
        #expect(error?.description == want)
    }

    @Test(arguments: [
        ("a: 1", "b: 2", "{a: 1, b: 2}"), ("a: 1", "a: 2", "{a: 2}"),
        ("a: {x: 1, y: 2}", "a: {y: 3}", "{a: {x: 1, y: 3}}"),
        ("a: [1, 2]", "a: [3]", "{a: [3]}"), ("a: 1", "a: {b: 2}", "{a: {b: 2}}"),
        ("a: {b: 2}", "a: ", "{a: ''}"),
        ("a: 1", "", "{a: 1}"), ("", "a: 1", "{a: 1}"), ("a: 1", "{\"a\": \"2\"}", "{a: 2}"),
    ])
    func `is laid over another`(below: String, above: String, want: String) throws {
        let merged = try parse(below).merging(try parse(above))
        #expect(try merged.decode(FreeValue.self) == (try parse(want).decode(FreeValue.self)))
    }

    @Test func `begins from a manifest, and says so when that isn't enough`() throws {
        var version = VersionManifest(version: VersionNumber(3))
        version.description = "no"
        var document = ManifestDocument(encoding: version, path: "the last version")
        #expect(try document.decode(VersionManifest.self) == version)
        try document.set("version", to: "4")
        #expect(try document.decode(VersionManifest.self).version == VersionNumber(4))
        let bare = ManifestDocument(encoding: ["schema": "cairn.version/v1"], path: "flags")
        let error = #expect(throws: ManifestError.self) { try bare.decode(VersionManifest.self) }
        #expect(error?.description == "flags: missing key 'version'")
    }

    private func parse(_ text: String) throws -> ManifestDocument {
        try ManifestDocument(parsing: Array(text.utf8), path: "test")
    }

    /// Each scalar of what is written of `version`, by its dotted key.
    private func fields(of version: VersionManifest) -> [String: String] {
        var fields: [String: String] = [:]
        func visit(_ value: FreeValue, _ key: String) {
            switch value {
            case .text(let text): fields[key] = text
            case .list(let list):
                for (index, entry) in list.enumerated() { visit(entry, "\(key).\(index)") }
            case .map(let map):
                for (name, entry) in map { visit(entry, key.isEmpty ? name : "\(key).\(name)") }
            }
        }
        if let tree = try? readManifest(FreeValue.self, from: writeManifest(version), path: "w") {
            visit(tree, "")
        }
        return fields
    }
}

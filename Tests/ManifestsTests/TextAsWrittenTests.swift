import Manifests
import RegistryCore
import Testing

@Suite struct `A text field` {
    @Test(arguments: [
        ("2.40", "2.40"), ("12345678", "12345678"), ("0x1F", "0x1F"), ("1_000", "1_000"),
        ("no", "no"), ("True", "True"), ("2026-11-20", "2026-11-20"), ("'2.40'", "2.40"),
        ("\"tab\\tand \\u00e9\"", "tab\tand é"), ("\"\\ud83d\\ude00\"", "😀"), ("'it''s'", "it's"),
        ("\"~\"", "~"), ("''", ""), ("a:b", "a:b"),
        ("one\n  two\n\n  three  # not this", "one two\nthree"),
        ("|\n  one\n   two\n", "one\n two\n"),
        ("|-\n  one\n", "one"), ("|+\n  one\n\n", "one\n\n\n"),
        (">\n  one\n  two\n\n  three\n", "one two\nthree\n"),
        ("-1", "-1"), ("https://example.com/#top", "https://example.com/#top"), ("a #b", "a"),
    ])
    func `takes what is written`(written: String, meant: String) throws {
        let version = try read(VersionManifest.self, manifest("description: \(written)"))
        #expect(version.description == meant)
    }

    @Test(arguments: ["", "~", "null", "Null", "# nothing"])
    func `that says nothing is absent`(written: String) throws {
        let version = try read(VersionManifest.self, manifest("description: \(written)"))
        #expect(version.description == nil)
    }

    @Test func `that must be there is what is written, even if that reads as nothing`() throws {
        let version = try read(
            VersionManifest.self, manifest("parameters: {dropout: null, seed: }"))
        #expect(version.parameters == ["dropout": "null", "seed": ""])
    }

    @Test(arguments: [
        ("0.947", 0.947), ("1", 1), ("-0.5", -0.5), ("1e-3", 0.001), ("1.0e+3", 1000), (".5", 0.5),
        ("5e-324", .leastNonzeroMagnitude), ("0.1000000000000000055511151231257827", 0.1),
    ])
    func `is none for a metric, which is exact`(written: String, meant: Double) throws {
        let version = try read(
            VersionManifest.self,
            manifest("evaluations: [{dataset: d, metrics: {auc: \(written)}}]"))
        #expect(version.evaluations?.first?.metrics == ["auc": meant])
    }

    @Test(arguments: ["\r\n", "\n"], ["", "\u{FEFF}"])
    func `doesn't mind Windows`(lineEnd: String, mark: String) throws {
        let text = manifest("description: |\n  one\n  two\n").replacing("\n", with: lineEnd)
        #expect(try read(VersionManifest.self, mark + text).description == "one\ntwo\n")
    }

    @Test func `reads JSON`() throws {
        let text = """
            {\t"schema": "cairn.version/v1",
            \t"version": 4, "description": null, "base": ["a\\/b"],
            \t"extra":{"deep":[{"x":1},[true,"\\ud83d\\ude00"]]}
            }
            """
        let version = try read(VersionManifest.self, text)
        #expect(version.description == nil)
        #expect(version.base == ["a/b"])
        let deep = FreeValue.list([.map(["x": .text("1")]), .list([.text("true"), .text("😀")])])
        #expect(version.extra == ["deep": deep])
    }

    private func manifest(_ lines: String) -> String {
        "schema: cairn.version/v1\nversion: 4\n\(lines)\n"
    }
}

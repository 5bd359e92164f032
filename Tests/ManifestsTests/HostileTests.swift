import Manifests
import RegistryCore
import Testing

/// A text too long for a test's name.
struct Input: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String

    init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
    }

    var testDescription: String { name }
}

@Suite struct `Hostile input` {
    private static let mebibyte = 1 << 20

    private static let bombs: [Input] = [
        Input("flow lists", String(repeating: "[", count: mebibyte)),
        Input("flow maps", String(repeating: "{a: ", count: mebibyte / 4)),
        Input("dashes in a line", String(repeating: "- ", count: mebibyte / 2)),
        Input("maps in lists", String(repeating: "[{a: ", count: mebibyte / 5)),
        Input(
            "a staircase", (0..<1_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()),
        Input("an open quote", "a: \"" + String(repeating: "x", count: mebibyte - 4)),
        Input("question marks", String(repeating: "? ", count: mebibyte / 2)),
        Input("laughs", (1...40).map { "k\($0): &k\($0) [*k\($0 - 1), *k\($0 - 1)]\n" }.joined()),
        Input("a key of half a mebibyte", String(repeating: "k", count: mebibyte / 2) + ": v"),
        Input("one byte too many", String(repeating: "a", count: mebibyte + 1)),
        Input(
            "a nest after many entries",
            "[" + String(repeating: "a,", count: 100_000)
                + String(repeating: "[", count: 800_000)
        ),
    ]

    @Test(.timeLimit(.minutes(15)), arguments: bombs)
    func `is refused before it costs anything`(input: Input) {
        #expect(throws: ManifestError.self) { try read(FreeValue.self, input.text) }
    }

    private static let heavy: [Input] = [
        Input("100,000 keys", (0..<100_000).map { "k\($0): v\n" }.joined()),
        Input(
            "100,000 keys in braces",
            "{" + (0..<100_000).map { "k\($0): 1" }.joined(separator: ",") + "}"
        ),
        Input("100,000 entries", "a:\n" + String(repeating: "- x\n", count: 100_000)),
        Input(
            "a mebibyte of lines", "a: |\n" + String(repeating: "  x\n", count: mebibyte / 4 - 2)),
        Input(
            "a mebibyte of empty lines",
            "a: x" + String(repeating: "\n", count: mebibyte - 8) + "b: y"
        ),
        Input(
            "a mebibyte of folded text",
            "a: x" + String(repeating: "\n  y", count: mebibyte / 4 - 2)),
        Input("a mebibyte of comments", String(repeating: "#\n", count: mebibyte / 2 - 3) + "a: b"),
        Input(
            "a mebibyte of escapes",
            "a: \"" + String(repeating: "\\t", count: mebibyte / 2 - 3) + "\""
        ),
    ]

    @Test(.timeLimit(.minutes(15)), arguments: heavy)
    func `that is only large is read in time`(input: Input) throws {
        // The limit is for what grows with the square: it would take hours.
        _ = try read(FreeValue.self, input.text)
    }

    @Test func `may nest 32 deep and no deeper`() throws {
        let deep = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
        _ = try read(FreeValue.self, deep)
        let error = #expect(throws: ManifestError.self) { try read(FreeValue.self, "[\(deep)]") }
        #expect(
            error?.description == "version.yaml:1:33: lists and maps are nested more than 32 deep")
    }

    @Test(arguments: [("k", 1_021, 1_022), ("\"", 510, 511)])
    func `has no key that could not be written again`(
        character: String, fitting: Int, tooMany: Int
    ) throws {
        let key = "<" + String(repeating: character, count: fitting)
        let value = try read(FreeValue.self, "\(key): v")
        let written = String(decoding: writeManifest(value), as: UTF8.self)
        #expect(try read(FreeValue.self, written) == value)
        let longer = "<" + String(repeating: character, count: tooMany)
        let error = #expect(throws: ManifestError.self) {
            try read(FreeValue.self, "\(longer): v")
        }
        #expect(error?.description.contains("longer than 1024 characters") == true)
    }

    @Test func `in keys neither hides nor moves the message`() {
        let error = #expect(throws: ManifestError.self) {
            try read(
                VersionManifest.self, "schema: cairn.version/v1\nversion: 1\n\"a\\n\\e[2J\": 1")
        }
        #expect(error?.description == "version.yaml:3:1: unknown key 'a\\u{a}\\u{1b}[2J'")
    }
}

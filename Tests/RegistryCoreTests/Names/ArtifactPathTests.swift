import RegistryCore
import Testing

@Suite struct `An artifact's path` {
    @Test(arguments: [
        "model.safetensors", "a", "a/b/c", "UPPER/Case.TXT", "with space", "émile/ü", "模型/重み.bin",
        "🙂",
        "....x", ".gitignored", ".gitx", "a.git", "x/.hidden", "a-", "a:b", "console", "com",
        "gita~1", ".gitignore", "com10", "a~1", "a*b", "x\u{327}",
        String(repeating: "x", count: 255), String(repeating: "é", count: 127) + "x",
        Array(repeating: "d", count: 16).joined(separator: "/"),
    ])
    func `is relative, in NFC, of short parts`(text: String) throws {
        let path = try #require(ArtifactPath(parsing: text))
        #expect(path.description.utf8.elementsEqual(text.utf8))
        #expect(try recoded(path) == path)
    }

    @Test(arguments: [
        "", "/", "/a", "a/", "a//b", ".", "..", "./a", "a/.", "a/./b", "../a", "a/..", "a/../b",
        ".git", ".GIT", ".Git", ".giT/config", "a/.git", "a/.gIt/hooks/post-checkout",
        "-x", "--help", "a/-rf", "a\\b", "..\\a", "C:\\a",
        "...", "a.", "a /b", "CON", "a/nul.txt", "Com1", "lpt9.tar.gz", "aux:x",
        ".git::$INDEX_ALLOCATION", "git~1", "GIT~1/config", ".g\u{200c}it", "a\u{202e}nib.exe",
        "\u{feff}a", ".GitAttributes", "a/.gitmodules", "GITMOD~1", ".lfsconfig", "gitatt~1",
        "a\n", "a\nb", "a\r\nb", "a\tb", "a\0b", "\u{1b}[2J", "a\u{7f}", "a\u{85}b", "a\u{9b}2J",
        String(repeating: "x", count: 256), String(repeating: "é", count: 128),
        Array(repeating: "d", count: 17).joined(separator: "/"),
    ])
    func `is nothing that leads astray`(text: String) {
        #expect(ArtifactPath(parsing: text) == nil)
    }

    /// A combining mark after `/` or `-` makes one character of both, but Git and the file system
    /// read bytes.
    @Test(arguments: [
        "../\u{301}x", "a/../\u{301}x", ".git/\u{301}x", "a/.git/\u{301}x", "-\u{301}x",
        "a/-\u{301}x",
        "a/\u{301}/../b", "/\u{301}a", "./\u{301}a",
        (Array(repeating: "\u{301}d", count: 17)).joined(separator: "/"),
        String(repeating: "x", count: 250) + "\u{301}/\u{301}" + String(repeating: "y", count: 300),
    ])
    func `hides nothing behind a combining mark`(text: String) {
        #expect(ArtifactPath(parsing: text) == nil)
    }

    @Test(arguments: [
        ("caf\u{e9}", "cafe\u{301}"), ("\u{c5}", "\u{212b}"), ("K", "\u{212a}"),
        ("\u{ac00}", "\u{1100}\u{1161}"),
        ("\u{1e69}", "s\u{307}\u{323}"),
    ])
    func `is in NFC and in no other form`(composed: String, other: String) {
        #expect(ArtifactPath(parsing: composed) != nil)
        #expect(ArtifactPath(parsing: other) == nil)
    }

    @Test(
        arguments: [
            ("Model.bin", "model.BIN"), ("É", "é"), ("straße", "STRASSE"), ("ſ", "s"), ("Σ", "ς"),
            ("ΟΔΟΣ", "οδος"),
            ("a/B", "A/b"), ("ﬁ", "FI"),
        ] as [(ArtifactPath, ArtifactPath)])
    func `meets another that differs only in case`(one: ArtifactPath, other: ArtifactPath) {
        #expect(one != other)
        #expect(one.folded == other.folded)
    }

    @Test(
        arguments: [("a", "b"), ("e", "é"), ("a/b", "a-b"), ("o", "0")]
            as [(ArtifactPath, ArtifactPath)])
    func `does not meet one that differs in more`(one: ArtifactPath, other: ArtifactPath) {
        #expect(one.folded != other.folded)
    }

    @Test func `sorts by its bytes`() {
        let sorted: [ArtifactPath] = ["B", "a", "a-b", "a.b", "a/b", "a0", "b", "é", "模"]
        #expect(sorted.reversed().sorted() == sorted)
    }
}

import RegistryCore
import Testing

/// A name below `artifacts/`, in a tree that no index would write.
private func named(_ description: String, _ name: [UInt8]) -> RefusedPush {
    RefusedPush(description, .pathRefused) { bench in
        let commit = try await bench.version(withArtifacts: [RawEntry(bytes: name)])
        return ["\(commit):refs/heads/main"]
    }
}

private func named(_ description: String, _ name: String) -> RefusedPush {
    named(description, Array(name.utf8))
}

/// A tree that `receive.fsckObjects` refuses, and what it says.
private func fsck(_ says: String, _ description: String, _ entries: RawEntry...) -> RefusedPush {
    RefusedPush(description, gitSays: says) { bench in
        let commit = try await bench.version(withArtifacts: entries)
        return ["\(commit):refs/heads/main"]
    }
}

private func placed(_ path: String) -> RefusedPush {
    .main("'\(path)'", .pathRefused, .file(path, "x\n"))
}

@Suite(.serialized) struct `A hostile name` {
    private static let bench = Bench.shared()

    /// What git lets through.
    static let ours: [RefusedPush] = [
        RefusedPush("5000 bytes", .tooMuch) { bench in
            let name = RawEntry(String(repeating: "a", count: 5000))
            return ["\(try await bench.version(withArtifacts: [name])):refs/heads/main"]
        },
        named("an option with a value", "--upload-pack=touch x"),
        named("a tab", "a\tb"),
        named("an escape sequence", "\u{1b}[2J\u{1b}[1;1H"),
        named("a bell in C1", "a\u{85}b"),
        named("DEL", "a\u{7f}"),
        named("a carriage return at the end", "model.bin\r"),
        named("a backslash", "..\\..\\x"),
        named("bytes that are not UTF-8", [0xff, 0xfe]),
        named("a slash in overlong UTF-8", [0x2e, 0x2e, 0xc0, 0xaf, 0x78]),
        named("half a surrogate pair", [0xed, 0xa0, 0x80]),
        named("256 bytes", String(repeating: "a", count: 256)),
        named("the angstrom sign", "\u{212b}.bin"),
        named("text that turns round", "model\u{202e}nib.exe"),
        named("a space nobody sees", "mo\u{200b}del.bin"),
        named("a byte order mark", "\u{feff}model.bin"),
        named("a line separator", "a\u{2028}b"),
        named("a device of Windows", "CON"),
        named("a device with an extension", "nul.tar.gz"),
        named("a device with a stream", "aux:x"),
        named("a serial port", "Com1.bin"),
        named("a dot at the end", "model.bin."),
        named("a space at the end", "model.bin "),
        named("attributes", ".gitattributes"),
        named("attributes in upper case", ".GITATTRIBUTES"),
        named("attributes by their short name", "GITATT~1"),
        named("attributes as a stream", ".gitattributes::$DATA"),
        named("LFS's settings", ".lfsconfig"),
        named("LFS's settings in another case", ".LfsConfig"),
        placed("notes.txt"), placed("Registry.yaml"), placed(".gitmodules"), placed("-x"),
        placed(".github/.gitattributes"), placed(".github/-rf"), placed(".github"),
        placed("models/README.md"), placed("models/fraud/README.md"),
        placed("models/fraud/.gitattributes"), placed("models/fraud/detector/.gitattributes"),
        placed("models/fraud/detector/.lfsconfig"), placed("models/fraud/detector/Model.yaml"),
        placed("models/fraud/detector/extra.yaml"), placed("models/fraud/detector/Artifacts/a"),
        placed("models/fraud/detector/annotations/v01.yaml"),
        placed("models/fraud/detector/annotations/latest.yaml"),
        placed("models/fraud/detector/annotations/v1.yaml/x"),
        placed("Models/fraud/detector/README.md"), placed("models/Fraud/detector/README.md"),
        placed("models/a..b/c/model.yaml"), placed("models/a/b.lock/model.yaml"),
        placed("models/a/b.git/model.yaml"), placed("models/con/aux/model.yaml"),
        placed("models/a/com7.v1/model.yaml"), placed("models/-a/b/model.yaml"),
        placed("models/a/\(String(repeating: "b", count: 65))/model.yaml"),
        placed("models/a/ä/model.yaml"),
    ]

    /// What git refuses by itself, as long as `init`'s settings stand.
    static let gits: [RefusedPush] = [
        fsck("hasDotgit", "git's own folder", RawEntry(".git")),
        fsck("hasDotgit", "git's folder in upper case", RawEntry(".GIT")),
        fsck("hasDotgit", "git's folder by its short name", RawEntry("git~1")),
        fsck("hasDotgit", "git's folder with a dot at its end", RawEntry(".git.")),
        fsck("hasDotgit", "git's folder with a space at its end", RawEntry(".git ")),
        fsck("hasDotgit", "git's folder as a stream", RawEntry(".git::$INDEX_ALLOCATION")),
        fsck("hasDotgit", "git's folder as HFS+ reads it", RawEntry(".g\u{200c}it")),
        fsck("hasDotgit", "git's folder behind a backslash", RawEntry("a\\.git")),
        fsck("hasDot", "the folder itself", RawEntry(".")),
        fsck("hasDotdot", "the folder above", RawEntry("..")),
        fsck("fullPathname", "a path for a name", RawEntry("a/b")),
        fsck("empty filename", "no name", RawEntry("")),
        fsck("duplicateEntries", "one name twice", RawEntry("a"), RawEntry("a")),
        fsck("treeNotSorted", "names out of order", RawEntry("b"), RawEntry("a")),
        fsck("nullSha1", "no object", RawEntry("a", mode: "160000", .zero)),
        fsck("gitmodulesSymlink", "a link as .gitmodules", RawEntry(".gitmodules", mode: "120000")),
    ]

    @Test(arguments: ours)
    func `is refused by the hook`(push: RefusedPush) async throws {
        try await push.expect(on: Self.bench.value)
    }

    @Test(arguments: gits)
    func `is refused by git before`(push: RefusedPush) async throws {
        try await push.expect(on: Self.bench.value)
    }
}

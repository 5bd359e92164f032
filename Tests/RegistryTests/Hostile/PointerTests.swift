import RegistryCore
import Testing

private let digest = BenchTemplate.digest
private let version = "version https://git-lfs.github.com/spec/v1\n"

/// A third version whose one new artifact is this blob.
private func blob(_ description: String, _ text: String) -> RefusedPush {
    blob(description, .pointerExpected, text)
}

private func blob(_ description: String, _ code: ErrorCode, _ text: String) -> RefusedPush {
    .main(
        description, code, detector("version.yaml", record(3)), detector("artifacts/new.bin", text))
}

@Suite(.serialized) struct `A hostile pointer` {
    private static let bench = Bench.shared()

    static let refused: [RefusedPush] = [
        blob("the bytes themselves", "weights\n"),
        blob("DOS line ends", BenchTemplate.pointer().replacing("\n", with: "\r\n")),
        blob("no line end", String(BenchTemplate.pointer().dropLast())),
        blob("a line more", BenchTemplate.pointer() + "\n"),
        blob("bytes behind it", BenchTemplate.pointer() + "x"),
        blob("a NUL behind it", BenchTemplate.pointer() + "\0"),
        blob("a space in front", " " + BenchTemplate.pointer()),
        blob("a byte order mark", "\u{feff}" + BenchTemplate.pointer()),
        blob("an extension", version + "ext-0-x sha256:\(digest)\noid sha256:\(digest)\nsize 8\n"),
        blob(
            "an older version",
            "version https://hawser.github.com/spec/v1\noid sha256:\(digest)\nsize 8\n"),
        blob("its lines in another order", version + "size 8\noid sha256:\(digest)\n"),
        blob("a digest in upper case", version + "oid sha256:\(digest.uppercased())\nsize 8\n"),
        blob("a digest of 63 digits", version + "oid sha256:\(digest.dropLast())\nsize 8\n"),
        blob("a path for a digest", version + "oid sha256:../../../../../../etc/passwd\nsize 8\n"),
        blob("a digest of another kind", version + "oid sha1:\(digest.prefix(40))\nsize 8\n"),
        blob("no size", version + "oid sha256:\(digest)\n"),
        blob("a size of zero", version + "oid sha256:\(digest)\nsize 0\n"),
        blob("a size below zero", version + "oid sha256:\(digest)\nsize -8\n"),
        blob("a size with a sign", version + "oid sha256:\(digest)\nsize +8\n"),
        blob("a size with a zero in front", version + "oid sha256:\(digest)\nsize 08\n"),
        blob("a size in hex", version + "oid sha256:\(digest)\nsize 0x8\n"),
        blob(
            "a size beyond 64 bits", version + "oid sha256:\(digest)\nsize 18446744073709551624\n"),
        blob("a size in other digits", version + "oid sha256:\(digest)\nsize \u{668}\n"),
        blob("one size twice", version + "oid sha256:\(digest)\nsize 8\nsize 8\n"),
        blob("a megabyte of pointer", version + String(repeating: "oid\n", count: 200_000)),
        blob("a byte too few", .corrupt, BenchTemplate.pointer(size: 7)),
        blob("a byte too many", .corrupt, BenchTemplate.pointer(size: 9)),
        blob(
            "bytes the store lacks", .artifactMissing,
            BenchTemplate.pointer(String(repeating: "b", count: 64), size: 8)),
        RefusedPush("the largest size there is", .artifactTooLarge, .artifactMissing) { bench in
            let text = BenchTemplate.pointer(String(repeating: "b", count: 64), size: .max)
            let commit = try await bench.commit(
                onto: bench.facts.main, detector("version.yaml", record(3)),
                detector("artifacts/new.bin", text))
            return ["\(commit):refs/heads/main"]
        },
    ]

    @Test(arguments: refused)
    func `is refused`(push: RefusedPush) async throws {
        try await push.expect(on: Self.bench.value)
    }
}

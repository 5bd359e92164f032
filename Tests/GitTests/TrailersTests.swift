import Git
import Support
import Testing

@Suite struct `Trailers of a message` {
    @Test(arguments: [
        ("subject\n\nKey: value\nOther: two words\n", ["Key: value", "Other: two words"]),
        ("subject\n\nbody\n\nModel: a/b\nmodel: c/d", ["Model: a/b", "model: c/d"]),
        ("subject\n\nLong: one\n  two\n", ["Long: one two"]),
        ("subject\n\nUrl: https://example.com:80/x\n\n\n", ["Url: https://example.com:80/x"]),
        ("subject\n\nKey:\n", ["Key:"]),
        ("Key: only the subject\n", []),
        ("subject\n\nbody: not last\n\nprose", []),
        ("subject\n\nthe key: is two words", []),
        ("", []),
    ])
    func `are those git interpret-trailers finds`(message: String, expected: [String])
        async throws
    {
        let ours = Trailers(message: message).all.map {
            $0.value.isEmpty ? "\($0.key):" : "\($0.key): \($0.value)"
        }
        #expect(ours == expected)
        let git = try await shell(
            ["git", "interpret-trailers", "--parse"], in: "/",
            environment: hermeticEnvironment(home: "/nonexistent"), input: message)
        let theirs = git.output.split(separator: "\n").map {
            $0.last == " " ? String($0.dropLast()) : String($0)
        }
        #expect(ours == theirs)
    }

    @Test func `are found by key, whatever its case`() {
        let trailers = Trailers(message: "s\n\nEvidence: a\nStage: x\nevidence: b\n")
        #expect(trailers["Evidence"] == ["a", "b"])
        #expect(trailers["Absent"] == [])
    }

    @Test func `are none where prose stands between them`() {
        #expect(Trailers(message: "s\n\nKey: a\nprose\nKey: b\n").all.isEmpty)
    }
}

import RegistryCore
import Testing

@Suite struct `A hostile name, made printable,` {
    @Test(arguments: [
        ("plain", "plain"), ("émile 模型 🙂", "émile 模型 🙂"), ("", ""),
        ("a\nremote: accepted", #"a\u{a}remote: accepted"#),
        ("a\r\nb", #"a\u{d}\u{a}b"#),
        ("\u{1b}[2J", #"\u{1b}[2J"#),
        ("\u{9b}2J", #"\u{9b}2J"#),
        ("a\0\u{7f}", #"a\u{0}\u{7f}"#),
        ("\u{202e}cod.exe", #"\u{202e}cod.exe"#),
        ("a\u{200b}b\u{feff}", #"a\u{200b}b\u{feff}"#),
        ("a\u{2028}b\u{2029}", #"a\u{2028}b\u{2029}"#),
        ("\u{e000}", #"\u{e000}"#),
        ("\u{e0041}", #"\u{e0041}"#),
    ])
    func `shows what would move the cursor or fake a line`(text: String, shown: String) {
        #expect(text.printable == shown)
    }

    @Test func `is cut after two hundred characters`() {
        #expect(String(repeating: "x", count: 200).printable == String(repeating: "x", count: 200))
        #expect(
            String(repeating: "x", count: 201).printable == String(repeating: "x", count: 200) + "…"
        )
    }

    @Test(arguments: ["\u{1b}]0;owned\u{7}", "a\nremote: ok", "\u{202e}"])
    func `is how refusals quote it`(text: String) throws {
        let typed = #expect(throws: RegistryError.self) { try StageName(checking: text) }
        #expect(typed?.objections.allSatisfy { $0.message == $0.message.printable } == true)
        let selected = #expect(throws: RegistryError.self) {
            try Reference(checking: "a/b@" + text)
        }
        #expect(selected?.objections.allSatisfy { $0.message == $0.message.printable } == true)
    }

    @Test(arguments: ["Digest", "ByteCount", "StageName"])
    func `is how a manifest's reader is told of it`(type: String) throws {
        let error = #expect(throws: DecodingError.self) {
            switch type {
            case "Digest": _ = try decode(#"'\u001b[2J'"#, as: Digest.self)
            case "ByteCount": _ = try decode(#"'\u001b[2J'"#, as: ByteCount.self)
            default: _ = try decode(#"'\u001b[2J'"#, as: StageName.self)
            }
        }
        guard case .dataCorrupted(let context) = error else {
            Issue.record("not reported as corrupted data")
            return
        }
        #expect(context.debugDescription.contains(#"\u{1b}[2J"#))
        #expect(!context.debugDescription.contains("\u{1b}"))
    }
}

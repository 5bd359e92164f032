import Manifests
import RegistryCore
import Testing

@Suite struct `Text that is no manifest's YAML` {
    @Test(arguments: [
        ("a: b: c", "1:5: a second ': ' in the line: put the text in quotes"),
        ("a: - b", "1:4: a list after '- ' begins on a line of its own"),
        ("a: \"b\" c", "1:8: expected the end of the line"),
        ("a:\n  b: 1\n c: 2", "3:2: the indentation fits no line above"),
        ("a: 1\n  b: 2", "2:4: a second ': ' in the line: put the text in quotes"),
        ("a:\n\tb: 1", "2:1: a tab can't indent: use spaces"),
        ("a: 1\nb", "2:1: expected 'key: value', with a blank after the ':'"),
        ("a: 1\nb:2", "2:1: expected 'key: value', with a blank after the ':'"),
        ("a: 1\n- b", "2:1: expected 'key: value', with a blank after the ':'"),
        ("? a\n: b", "1:1: keys after '?' are not read: write 'key: value'"),
        ("[a]: b", "1:1: a key must be text, not a list or a map"),
        ("{[a]: b}", "1:2: a key must be text, not a list or a map"),
        ("a: [b, c", "1:4: the '[' or '{' is never closed"),
        ("a: [b c: d]", "1:8: a pair inside [ ] needs braces: {key: value}"),
        ("a: [b}", "1:6: expected ',' or ']'"),
        ("a: {b: c]", "1:9: expected ',' or '}'"),
        ("a: {b}", "1:6: expected ':' and a value after the key"),
        ("a: {b:", "1:4: the '[' or '{' is never closed"),
        ("a: [{b:\n...\nc }]", "1:5: the '[' or '{' is never closed"),
        ("a: [b,\n---\nc]", "1:4: the '[' or '{' is never closed"),
        ("a: \"b", "1:4: the quote is never closed"),
        (
            "a: \"\\q\"",
            "1:5: no such escape: use \\n, \\t, \\\", \\\\, or \\u and the four hex digits of a character"
        ),
        (
            "a: \"\\ud83d\"",
            "1:5: no such escape: use \\n, \\t, \\\", \\\\, or \\u and the four hex digits of a character"
        ),
        ("a: @b", "1:4: text can't begin with this character: put it in quotes"),
        (
            "a: |x\n  b",
            "1:5: only '+', '-', a digit from 1 to 9 and a comment may follow '|' or '>'"
        ),
        ("%YAML 1.2\n---\na: b", "1:1: '%' directives are not read"),
        (
            "a: &x b",
            "1:4: anchors and aliases are not read: write the value out, and put text that begins with '&' or '*' in quotes"
        ),
        (
            "a: *x",
            "1:4: anchors and aliases are not read: write the value out, and put text that begins with '&' or '*' in quotes"
        ),
        (
            "a: !!python/object:os.system x",
            "1:4: tags are not read: put text that begins with '!' in quotes"
        ),
        ("a: !!binary aGk=", "1:4: tags are not read: put text that begins with '!' in quotes"),
        ("--- \na: b\n---\na: c", "3:1: a second document begins here: a manifest is one"),
        ("a: b\n...\nc: d", "3:1: the indentation fits no line above"),
        ("a: x\u{1B}[31m", "1:5: the character U+001B can't be written as it is: use \"\\u001B\""),
        ("é: \u{2028}", "1:4: the character U+2028 can't be written as it is: use \"\\u2028\""),
        ("a: b\rc: d", "1:5: the character U+000D can't be written as it is: use \"\\u000D\""),
    ])
    func `is refused by name`(text: String, want: String) {
        let error = #expect(throws: ManifestError.self) { try read(FreeValue.self, text) }
        #expect(error?.description == "version.yaml:\(want)")
    }

    @Test func `need not be UTF-8 to be refused`() {
        let error = #expect(throws: ManifestError.self) {
            try readManifest(FreeValue.self, from: [0x61, 0xFF], path: "a\u{1B}.yaml")
        }
        #expect(error?.description == "a\\u{1b}.yaml: the file is not UTF-8 text")
    }
}

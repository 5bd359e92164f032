import Manifests
import Testing

@Suite struct `A model card` {
    @Test func `has front matter, headings and a body`() throws {
        let card = try parse(
            """
            ---
            license: apache-2.0
            tags: [tabular, fraud]
            model-index:
              - name: detector
            ---
            # Fraud detector

            Scores payments.

            ## Intended use ##
            """)
        #expect(card.license == "apache-2.0")
        #expect(card.tags == ["tabular", "fraud"])
        #expect(card.headings == ["Fraud detector", "Intended use"])
        #expect(card.body.hasPrefix("# Fraud detector\n"))
    }

    @Test func `needs no front matter`() throws {
        let card = try parse("# Title\n\n---\n\ntext")
        #expect(card.license == nil)
        #expect(card.headings == ["Title"])
        #expect(try parse("---\nnever closed: true").body == "---\nnever closed: true")
        #expect(try parse("---\n---\nx").body == "x")
        #expect(try parse("\u{FEFF}---\r\nlicense: mit\r\n---\r\nx").license == "mit")
    }

    @Test(arguments: [
        ("   ### Three spaces", ["Three spaces"]), ("    # Code", []), ("#No blank", []),
        ("####### Seven", []),
        ("#", [""]), ("# a # b", ["a # b"]), ("# a #", ["a"]), ("# a#", ["a#"]),
        ("#\tTab", ["Tab"]),
        ("```\n# code\n```\n# a", ["a"]), ("~~~~\n# code\n~~~\n# code\n~~~~\n# a", ["a"]),
        ("```swift\n# code\n``` x\n# code", []), ("``` a`b\n# a", ["a"]),
        ("<!-- note -->\n# a", ["a"]), ("<!--\n# hidden\n-->\n# a", ["a"]),
    ])
    func `has the headings that Markdown shows`(text: String, want: [String]) throws {
        #expect(try parse(text).headings == want)
    }

    @Test(arguments: [
        (
            "---\nlicense: [a: b]\n---",
            "README.md:2:12: a pair inside [ ] needs braces: {key: value}"
        ),
        ("---\ntags: tabular\n---", "README.md:2:7: 'tags' must be a list, found 'tabular'"),
    ])
    func `names the line of what is wrong in its front matter`(text: String, want: String) {
        let error = #expect(throws: ManifestError.self) { try parse(text) }
        #expect(error?.description == want)
    }

    private func parse(_ text: String) throws -> ModelCard {
        try ModelCard(parsing: Array(text.utf8), path: "README.md")
    }
}

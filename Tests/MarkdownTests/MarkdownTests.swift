import Markdown
import Support
import Testing

@Suite struct `Markdown` {
    static let examples: [(text: String, html: String)] = [
        ("plain *and* **bold**", "<p>plain <em>and</em> <strong>bold</strong></p>\n"),
        ("~~gone~~", "<p><del>gone</del></p>\n"),
        ("# A\n\n### B\n\n## C\n", "<h3>A</h3>\n<h4>B</h4>\n<h4>C</h4>\n"),
        ("## A\n\n# B\n\n###### C\n", "<h3>A</h3>\n<h3>B</h3>\n<h4>C</h4>\n"),
        ("[a](artifacts/x%20y.png)", "<p><a href=\"/b/artifacts/x%20y.png\">a</a></p>\n"),
        (
            "[a](https://example.com/?a&b)",
            "<p><a href=\"https://example.com/?a&amp;b\">a</a></p>\n"
        ),
        ("[a](#below)", "<p><a href=\"#below\">a</a></p>\n"),
        ("![a roc](artifacts/roc.png)", "<p><a href=\"/b/artifacts/roc.png\">a roc</a></p>\n"),
        (
            "[![a *roc*](x.png)](https://example.com)",
            "<p><a href=\"https://example.com\"><em>a <em>roc</em></em></a></p>\n"
        ),
        ("<b>x</b> & <", "<p><!-- raw HTML omitted -->x<!-- raw HTML omitted --> &amp; &lt;</p>\n"),
        ("<script>\nalert(1)\n</script>", "<!-- raw HTML omitted -->\n"),
    ]

    @Test(arguments: examples)
    func `is rendered as GitHub does, but for headings and addresses`(
        text: String, html: String
    ) throws {
        #expect(try #require(rendered(text)) == html)
    }

    @Test func `is the same while others are taken apart`() async {
        let wrong = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    (0..<5_000).count { _ in rendered("~~gone~~") != "<p><del>gone</del></p>\n" }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(wrong == 0)
    }

    @Test(arguments: [
        "[a](javascript:alert(1))", "[a](JaVaScript:alert(1))", "[a](vbscript:x)",
        "[a](data:text/html,x)", "![a](data:image/svg+xml,x)", "[a](file:///etc/passwd)",
        "<javascript:alert(1)>", "[a]\n\n[a]: javascript:alert(1)", "[a](java\nscript:alert(1))",
        "[a](&#106;avascript:alert(1))", "[a](ms-settings:x)", "[a](\u{1}javascript:alert(1))",
        "[a](//javascript:x)", "<a href=javascript:alert(1)>a</a>", "<img src=x onerror=alert(1)>",
        "[a](x \"onmouseover=alert(1)\")", "`<script>`", "    <script>", "| <script> |\n|-|\n",
        "&lt;script&gt;", "<SCRIPT SRC=//x.example>", "[a](\"><script>)", "![<script>](x)",
    ])
    func `brings nothing that runs`(text: String) throws {
        let html = try #require(rendered(text))
        let tags = html.split(separator: "<").dropFirst(html.hasPrefix("<") ? 0 : 1)
            .map { $0.prefix { $0 != ">" } }
        for tag in tags where !tag.hasPrefix("/") && !tag.hasPrefix("!--") {
            let name = tag.prefix { $0.isLetter || $0.isNumber }
            #expect(["p", "a", "em", "code", "pre", "table", "thead", "tr", "th"].contains(name))
            let href = tag.firstRange(of: "href=\"").map { tag[$0.upperBound...] } ?? "#"
            #expect(["/", "#", "h", "m", "\""].contains(href.prefix(1)), "\(html)")
            #expect(!tag.contains(" on"), "\(html)")
        }
    }

    static let size = 128 << 10

    /// What takes cmark-gfm long, or makes it write much.
    @Test(arguments: [
        "[a]: /" + String(repeating: "x", count: size / 2) + "\n\n"
            + String(repeating: "[a]", count: size / 6),
        "> [a]:\n> /x\n> '" + String(repeating: "x\n> ", count: 16_000) + "'\n\n"
            + String(repeating: "[a]", count: size / 6),
        String(repeating: "|x", count: size / 4) + "\n" + String(repeating: "|-", count: size / 4),
        String(repeating: "x|", count: 200) + "\n" + String(repeating: "-|", count: 200) + "\n"
            + String(repeating: "x\n", count: 60_000),
        "> " + String(repeating: "x|", count: 90) + "\n> " + String(repeating: "-|", count: 90)
            + "\n" + String(repeating: "> x\n", count: 30_000),
        (0..<500).map { String(repeating: "  ", count: $0) + "* a\n" }.joined(),
        (0..<500).map { String(repeating: "\t", count: $0) + "* a\n" }.joined(),
        String(repeating: "x", count: size + 1),
    ])
    func `that is made to take long is not taken apart`(text: String) {
        #expect(rendered(text) == nil)
    }

    /// None may grow with the square of its length: each ends within a minute, on any machine.
    @Test(
        .timeLimit(.minutes(isSanitized ? 15 : 1)),
        arguments: [
            "![l", "[", ">", "*a_ ", "a**b", "- ", "> - ", "~~a ", "[f]: a\n", "****", "_*_*", "([",
            "a <b ", "&", "<!--", "<?", "<![CDATA[", "`", "|", "|a|\n|-|\n", "[a](<b", "\n", "\\",
            "[a][a]", "1. ", "\u{0}", "<a href=", "&#", "# ", "***\n", "[![", "]: ", "\t* ", "\"",
            "é",
            "| - | - |\n", "[x]: y\n\n[x]", "- a\n  - b\n", "![a](b", "<a@b.c>", "http://a ",
        ])
    func `of any other kind takes little`(piece: String) {
        let text = String(repeating: piece, count: (Self.size - 1_000) / piece.utf8.count)
        let html = rendered(text) ?? ""
        #expect(html.utf8.count <= 64 * Self.size)
    }

    @Test func `that a model card is likely to have is taken apart`() {
        let references = (0..<60).map { "[paper \($0)]: https://example.com/\($0)\n" }.joined()
        let table = (0..<200).map { "| \($0) | 0.9 | 0.8 | 0.7 | 0.6 | 0.5 | 0.4 | 0.3 |\n" }
        let head = "| a | b | c | d | e | f | g | h |\n" + String(repeating: "|---", count: 8) + "|"
        let links = (0..<60).map { "see [paper \($0)] " }.joined()
        let text = "\(links)\n\n\(head)\n\(table.joined())\n\n\(references)"
        #expect(rendered(text) != nil)
    }
}

/// A text as a page has it below a heading of the second level; `nil` if it is not taken apart.
private func rendered(_ text: String) -> String? {
    guard let document = MarkdownDocument(parsing: text) else { return nil }
    return document.html(heading: 3, relativeTo: "/b/")
}

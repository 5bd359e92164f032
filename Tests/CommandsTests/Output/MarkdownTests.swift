import Commands
import RegistryCore
import Testing

@Suite struct `A report as Markdown` {
    @Test func `has a part for every block, and what stands in the way`() {
        let blocks: [Block] = [
            .lines(["main would refuse 12ab", "One more."]), .facts([Fact("Version", "a/b@v1")]),
            .table(Table(["name", .number("size")], rows: [["a", "1"]])), .lines([]),
        ]
        #expect(
            Markdown(blocks).text
                == "main would refuse 12ab  \nOne more.\n\n- **Version**: a/b@v1\n\n"
                + "| name | size |\n| --- | --: |\n| a | 1 |")
        let objection = Objection(.approvalsMissing, "It needs 2.", remedy: "Run `cairn approve`.")
        #expect(
            Markdown([objection]).text
                == "### What stands in the way\n\n- **approvals-missing**: It needs 2.  \n"
                + "  *Run \\`cairn approve\\`.*")
    }

    /// Texts that a page, or the host itself, would take for more than text.
    @Test(arguments: [
        ("<img src=x onerror=y>", "\\<img src=x onerror=y\\>"), ("/merge", "\\/merge"),
        ("[a](http://x)", "\\[a\\](http://x)"), ("a|b", "a\\|b"), ("![x](y)", "\\!\\[x\\](y)"),
        ("**a** _b_ `c`", "\\*\\*a\\*\\* \\_b\\_ \\`c\\`"), ("# a", "\\# a"), ("- a", "\\- a"),
        ("&lt;", "\\&lt;"), ("$x$", "\\$x\\$"), ("a\u{1B}[0m", "a\\\\u{1b}\\[0m"),
    ])
    func `means nothing but itself, whatever it holds`(text: String, shown: String) {
        #expect(Markdown([.line(text)]).text == shown)
        #expect(Markdown([.facts([Fact("x", text)])]).text == "- **x**: \(shown)")
    }

    @Test func `keeps every line of a text from beginning a command`() {
        #expect(Markdown([.line("a\n/merge")]).text == "a  \n\\/merge")
        let objection = Objection(.usage, "a\n/merge", remedy: "b\n/close")
        #expect(!Markdown([objection]).text.contains("\n/"))
    }
}

import Commands
import FoundationEssentials
import Testing

@Suite struct `The command line reference` {
    @Test func `is what the commands say now (UPDATE_DOCS=1 rewrites it)`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/cli.md")
        let page = CommandReference(of: Cairn.self).markdown
        if ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1" {
            try Data(page.utf8).write(to: file)
        }
        #expect(try String(decoding: Data(contentsOf: file), as: UTF8.self) == page)
    }

    @Test func `has a page for every command that help shows, in the order of the commands`() {
        let page = CommandReference(of: Toy.self).markdown
        let headings = page.split(separator: "\n").filter { $0.hasPrefix("#") }
        #expect(
            headings == [
                "# The command line", "## toy", "## toy greet", "## toy refuse", "## toy judge",
                "## toy wipe", "## toy store", "## toy store verify",
            ])
        #expect(page.contains("\nEXAMPLE:\n  toy judge\n```\n"))
    }
}

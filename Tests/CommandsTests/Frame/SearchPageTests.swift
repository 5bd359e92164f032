import FoundationEssentials
import RegistryCore
import Testing

@Suite struct `docs/search.md` {
    private let file = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/search.md")

    @Test func `lists the fields that there are (UPDATE_DOCS=1 rewrites the list)`() throws {
        let page = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        let start = try #require(page.firstRange(of: "--filter Search` -->\n"))
        let end = try #require(page.firstRange(of: "<!-- end -->"))
        let rendered =
            page[..<start.upperBound] + SearchField.table.joined(separator: "\n") + "\n"
            + page[end.lowerBound...]
        if ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1" {
            try Data(String(rendered).utf8).write(to: file)
        }
        #expect(try Data(contentsOf: file) == Data(String(rendered).utf8))
    }

    @Test func `tells the limits that there are`() throws {
        let page = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        #expect(page.contains("\(SearchQuery.mostBytes) bytes"))
        #expect(page.contains("\(SearchQuery.mostTerms) conditions and words"))
        #expect(page.contains("\(SearchQuery.deepest) levels"))
    }
}

extension SearchField {
    /// The fields as a table of Markdown.
    fileprivate static var table: [String] {
        ["| field | reads | for example |", "|---|---|---|"]
            + allCases.map { field in
                "| `\(field.usage)` | \(field.meaning) | `\(field.example)` |"
            }
    }

    private var meaning: String {
        guard case .choice(let choices) = kind, choices.count > 1 else { return reads }
        return reads + " (" + choices.map { "`\($0)`" }.joined(separator: ", ") + ")"
    }
}

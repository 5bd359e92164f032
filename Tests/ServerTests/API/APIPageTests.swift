import FoundationEssentials
import RegistryCore
import Support
import Testing

@Suite struct `The page about the reading API` {
    private let heading = "| address | answers with |\n|---|---|\n"

    @Test func `lists what the description has (UPDATE_DOCS=1 rewrites it)`() async throws {
        let premises = try await Premises.narrow.value
        let document = try await premises.api("/openapi.json", as: "alice").json
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/api.md")
        let page = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        let start = try #require(page.firstRange(of: heading)).upperBound
        let end = try #require(page[start...].firstRange(of: "\n`{version}`")).lowerBound
        let table = try rows(of: document).joined()
        if ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1" {
            try Data((page[..<start] + table + page[end...]).utf8).write(to: file)
        } else {
            #expect(page[start..<end] == table)
        }
    }

    private func rows(of document: JSONValue) throws -> [String] {
        guard case .map(let paths) = document["paths"] else { return [] }
        return paths.sorted { $0.key < $1.key }.map { path, item in
            let operation = item["get"]
            let names = (operation?["parameters"]?.list ?? [])
                .filter { $0["in"] == "query" }.compactMap { $0["name"]?.text }
            let own = names.filter { !["limit", "page"].contains($0) }.map { "`\($0)`" }
            let list = names.contains("page") ? " [\(own.joined(separator: ", "))]" : ""
            let extra =
                names.contains("page") || own.isEmpty
                ? "" : " Takes \(own.joined(separator: ", "))."
            let summary = operation?["summary"]?.text ?? ""
            return "| `\(path)` | \(summary)\(list == " []" ? "" : list)\(extra) |\n"
        }
    }
}

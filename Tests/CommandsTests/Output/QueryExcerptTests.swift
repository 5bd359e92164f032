import Commands
import RegistryCore
import Testing

@Suite struct `What is wrong with a query` {
    @Test(arguments: [
        ("framwork:x", ["framwork:x", "^^^^^^^^"]),
        ("risk:high framwork:x", ["risk:high framwork:x", "          ^^^^^^^^"]),
        ("\"card", ["\"card", "^"]), ("a OR", ["a OR", "    ^"]),
        ("信用卡 a:b", ["信用卡 a:b", "       ^"]), ("a\nb:c", ["a b:c", "  ^"]),
        ("a\u{1B}[2J", ["a\\u{1b}[2J", " ^^^^^^"]),
    ])
    func `is marked below it`(query: String, lines: [String]) throws {
        let error = try #require(throws: QueryError.self) { try SearchQuery(parsing: query) }
        let told = RegistryError(error, in: query).objections[0].message
        #expect(told.split(separator: "\n").dropFirst().map(String.init) == lines)
    }

    @Test func `is marked in a part of a long query`() throws {
        let query =
            String(repeating: "word ", count: 30) + "a:b " + String(repeating: "x", count: 80)
        let error = try #require(throws: QueryError.self) { try SearchQuery(parsing: query) }
        let lines = RegistryError(error, in: query).objections[0].message.split(separator: "\n")
        try #require(lines.count == 3)
        #expect(lines[1].hasPrefix("…") && lines[1].hasSuffix("…") && lines[1].count <= 74)
        let marked = zip(lines[1], lines[2]).filter { $0.1 == "^" }.map(\.0)
        #expect(String(marked) == "a")
    }
}

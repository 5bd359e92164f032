import Support
import Testing

@testable import Registry

@Suite struct `A line difference` {
    static let long = (1...40).map { "line \($0)" }

    static let pairs: [(String, String)] = [
        ("", "a\n"), ("a\n", ""), ("a\nb\nc\n", "a\nx\nc\n"), ("a\n", "a\nb\n"),
        ("cat\ndog\n", "cat\nbird\ndog\n"),
        (text(long), text(long.filter { $0 != "line 20" })),
        (text(long), text(["first"] + long + ["last"])),
        (text(long), text(long.map { ["line 5", "line 12"].contains($0) ? "changed \($0)" : $0 })),
        (text(long), text(long.map { ["line 5", "line 13"].contains($0) ? "changed \($0)" : $0 })),
    ]

    @Test(arguments: pairs)
    func `is what git shows`(old: String, new: String) async throws {
        let scratch = try Scratch("line-difference")
        try scratch.write("old", old)
        try scratch.write("new", new)
        let outcome = try await shell(
            ["git", "diff", "--no-index", "--no-color", "--", "old", "new"], in: scratch.path,
            environment: hermeticEnvironment(home: scratch.path))
        let shown = outcome.output.split(separator: "\n").map(String.init)
            .drop { !$0.hasPrefix("@@") }
            // git adds the line above as a heading.
            .map { $0.hasPrefix("@@") ? String($0.prefix { $0 != "l" }).trimmed : $0 }
        #expect(LineDifference(from: old, to: new)?.unified == Array(shown))
    }

    @Test func `of equal texts is empty`() {
        #expect(LineDifference(from: "a\nb\n", to: "a\nb\n")?.unified == [])
    }

    @Test func `is given up where comparing would take long, and not where little differs`() {
        let many = (0..<5000).map { "\($0)" }
        #expect(LineDifference(from: text(many), to: text(many.map { "x\($0)" })) == nil)
        #expect(LineDifference(from: text(many), to: text(many + ["end"]))?.unified.count == 5)
    }
}

private func text(_ lines: [String]) -> String {
    lines.joined(separator: "\n") + "\n"
}

extension String {
    fileprivate var trimmed: String {
        hasSuffix(" ") ? String(dropLast()) : self
    }
}

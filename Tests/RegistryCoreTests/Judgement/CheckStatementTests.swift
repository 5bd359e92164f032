import RegistryCore
import Testing

/// Dan's first report that the tests of version 4 passed.
private let statement: CheckStatement = {
    var statement = CheckStatement(
        check: "ci", outcome: .pass, registry: "7f3a9c0e41d2b856", stage: "production",
        model: detector, version: VersionNumber(4), versionDigest: digest("d"),
        proposal: object("c"), base: object("b"), signer: dan, number: 1)
    statement.url = "https://ci.example.com/7?a=b"
    statement.figures = ["tests=128", "coverage=0.93"]
    return statement
}()

@Suite struct `A report's message` {
    @Test func `is this, to the byte, and is read as what was written`() throws {
        let text = """
            Report ci of fraud/detector v4 for production: pass

            Check: ci
            Outcome: pass
            Registry: 7f3a9c0e41d2b856
            Stage: production
            Model: fraud/detector
            Version: 4
            Version-Digest: sha256:dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd
            Proposal: cccccccccccccccccccccccccccccccccccccccc
            Base: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
            Signer: dan@example.com
            Number: 1
            URL: https://ci.example.com/7?a=b
            Figure: tests=128
            Figure: coverage=0.93

            """
        #expect(statement.message == text)
        #expect(try CheckStatement(parsing: text) == statement)
        #expect(statement.ref.description.hasSuffix("/\(object("c"))/ci/1"))
    }

    @Test(arguments: [
        ("Check: ci", "Check: CI"), ("Outcome: pass", "Outcome: passed"),
        ("Outcome: pass", "Outcome: fail"), ("Check: ci", "Check: lint"),
        ("Number: 1", "Number: 01"), ("Number: 1", "Number: 1\nNumber: 1"),
        ("Stage: production\n", ""), ("sha256:", "sha1:"),
        ("URL: https", "URL: javascript"), ("URL: https://", "URL: https:// "),
        ("URL: https://ci", "URL: https://<b>"), ("URL: ", "URL: https://a\nURL: "),
        ("Figure: tests=128", "Figure: tests"), ("Figure: tests=128", "Figure: tests="),
        ("Figure: tests=128", "Figure: coverage=1"), ("Figure: ", "Figures: "),
        ("Signer: dan@example.com", "Signer: Dan@example.com"),
        ("Base: ", "Decision: approve\nBase: "),
        ("tests=128", "tests=1\u{1b}[2J"), ("tests=128", "tests=1\u{202e}8"),
    ])
    func `has one reading or none`(old: String, new: String) {
        let text = statement.message.replacing(old, with: new, maxReplacements: 1)
        let error = #expect(throws: RegistryError.self) { try CheckStatement(parsing: text) }
        #expect(error?.objections.map(\.code) == [.checkInvalid])
        #expect(error?.objections.allSatisfy { $0.message == $0.message.printable } == true)
    }

    @Test func `has as many figures as somebody reads`() {
        var many = statement
        many.figures = (0...50).compactMap { CheckFigure(parsing: "f\($0)=1") }
        #expect(throws: RegistryError.self) { try CheckStatement(parsing: many.message) }
    }
}

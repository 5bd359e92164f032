import Testing

@Suite struct `The rules of the source tree` {
    @Test(arguments: [
        ("import Yams", "Yams"),
        ("package import struct SystemPackage.FilePath", "SystemPackage"),
        ("@testable import Git", "Git"),
        ("internal import CGit  // as it is", "CGit"),
        ("let text = \"import Yams\"", nil),
        ("// import Yams", nil),
    ])
    func `see every form of import`(text: String, module: String?) {
        #expect(file(text).lines.first?.importedModule == module)
    }

    @Test(arguments: [
        ("Sources/Manifests/A.swift", "import RegistryCore", 0),
        ("Sources/Manifests/A.swift", "import Yams", 1),
        ("Sources/RegistryCore/A.swift", "import Manifests", 1),
        ("Sources/Git/A.swift", "import Artifacts", 1),
        ("Sources/Git/A.swift", "import Foundation", 1),
        ("hooks/A.swift", "import RegistryCore", 1),
        ("Sources/Attic/A.swift", "let one = 1", 1),
    ])
    func `hold the ladder`(path: String, text: String, findings: Int) {
        #expect(Ladder.cairn.findings(in: file(text, at: path)).count == findings)
    }

    @Test(arguments: [
        ("| a | b | `A.swift` `is safe` |", []),
        ("| a | b | `A.swift` `is safe` `is gone` |", ["Tests/A.swift has no test `is gone`"]),
        ("| a | b | `B.swift` |", ["Tests/B.swift is not there"]),
        ("| a | `A.swift` | by hand |", ["names no test for this threat"]),
    ])
    func `see a threat without a test`(row: String, advice: [String]) {
        let page = SourceFile(
            path: "docs/p.md", plain: "## Threats\n| threat |\n\(row)\n## Keys\n| c |")
        let test = SourceFile(path: "Tests/A.swift", plain: "    @Test func `is safe`() {")
        let findings = unproven(in: page) { $0 == test.path ? test : nil }
        #expect(findings.map(\.advice) == advice)
    }

    @Test func `see a table that climbs`() {
        let ladder = Ladder(rungs: [
            "A": Ladder.Rung(height: 1, imports: ["B", "C"]),
            "B": Ladder.Rung(height: 1, imports: []),
            "C": Ladder.Rung(height: 0, imports: ["Glibc"]),
        ])
        #expect(ladder.climbs == ["A imports B"])
    }

    @Test(arguments: [
        "let value = try! parse()",
        "let other = value as! Digest",
        "final class Box: @unchecked Sendable {}",
        "nonisolated(unsafe) var handle: Int",
        "fatalError()",
        "public struct Digest {}",
        "print(value)",
        "let value = unsafe pointer.pointee",
        "let text = \"\\(try! parse(\"one\"))\"",
        "/* why */ fatalError() // and why",
        "let text = #\"\"\"\n  \" \\(no) \"\"\"#; fatalError()",
    ])
    func `see what is banned`(text: String) {
        #expect(Ban.all.contains { !$0.findings(in: file(text)).isEmpty })
    }

    @Test(arguments: [
        "let value = try parse() ?? other as? Digest",
        "let text = \"try! as! fatalError( public \\(name) unsafe\"",
        "let text = #\"a \" public \\(no) \"#",
        "let text = \"\"\"\n  \"public\" unsafe\n  \"\"\"",
        "// print(value) is public",
        "/* a /* public */ unsafe */",
        "func `is public and unsafe`() {}",
        "printer.print(value)",
        "guard try !isThere() else { return }",
        "let access = Access.public",
        "withUnsafePointer(to: value) { $0 }",
    ])
    func `leave alone what only looks banned`(text: String) {
        #expect(Ban.all.flatMap { $0.findings(in: file(text)) } == [])
    }

    @Test(arguments: [
        ("Sources/Commands/Console.swift", "print(text)", 0),
        ("Sources/Registry/Console.swift", "print(text)", 1),
        ("Sources/Git/Tree.swift", "let one = unsafe two", 0),
        ("Sources/Commands/Terminal.swift", "let one = unsafe two", 0),
        ("Sources/Registry/Terminal.swift", "let one = unsafe two", 1),
        ("Tests/GitTests/A.swift", "let one = try! unsafe two", 1),
        ("Tests/GitTests/A.swift", "print(one)", 0),
    ])
    func `know where a banned thing is at home`(path: String, text: String, findings: Int) {
        let found = Ban.all.flatMap { $0.findings(in: file(text, at: path)) }
        #expect(found.count == findings)
    }

    @Test(arguments: [
        ("let one = 1  // TODO: two", 1),
        ("/// FIXME", 1),
        ("let mark = \"TODO\"", 0),
        ("// XXXXXX is what mkstemp fills in", 0),
    ])
    func `see work put off`(text: String, findings: Int) {
        #expect(unfinished(in: file(text)).count == findings)
    }

    @Test(arguments: [
        ("package struct Digest {}", "Digest"),
        ("package static let zero = 0", "zero"),
        ("package var size: Int { 0 }", "size"),
        ("@discardableResult package func put() {}", "put"),
        ("package static func + (left: A, right: A) -> A { left }", "+"),
        ("package subscript(index: Int) -> Int { 0 }", "subscript"),
        ("package init?(reading text: String) { nil }", "init(reading:)"),
        ("package init(size: Int) {\n    self.size = max(0, size)\n}", "init(size:)"),
        ("package init() {\n    size = read()\n}", "init"),
        ("package init(_ size: Int) {\n    self.size = other\n}", "init(_:)"),
        ("/// Size.\n\npackage func size() {}", "size"),
        ("// Size.\npackage func size() {}", "size"),
    ])
    func `miss the doc comment`(text: String, name: String) {
        let found = undocumented(in: file(text))
        #expect(found.count == 1)
        #expect(found.first?.advice.contains("what \(name) is for") == true)
    }

    @Test(arguments: [
        "/// A digest.\npackage struct Digest {}",
        "/// A handle.\n@safe\npackage struct Handle {}",
        "struct Digest {}",
        "package import Git",
        "package private(set) var size: Int = 0",
        "package var description: String { text }",
        "package static func < (left: A, right: A) -> Bool { true }",
        "package static func == (left: A, right: A) -> Bool { true }",
        "package init(from decoder: any Decoder) throws {",
        "package init(\n    one: Int, two: Int\n) {\n    self.one = one\n    self.two = two\n}",
        "package init() {}",
        "package init(one: Int) {\n    self.one = one\n    rest = []\n    schema = .current\n}",
        "let package = Package(name: \"cairn\")",
    ])
    func `ask for no doc comment where none helps`(text: String) {
        #expect(undocumented(in: file(text)) == [])
    }

    @Test func `let a protocol explain for all that conform`() {
        let store = file(
            """
            /// A store.
            package protocol Store {
                /// The bytes of an artifact.
                func get(_ digest: Digest) -> [UInt8]
                /// Opens the store.
                init(at path: String)
                func list()
            }
            /// Something else.
            func other() {}
            """)
        let explained = explainedRequirements(in: store)
        #expect(explained == ["get", "init(at:)"])
        let witness = file("package func get(_ digest: Digest) -> [UInt8] { [] }")
        #expect(undocumented(in: witness, explained: explained) == [])
        #expect(undocumented(in: witness).count == 1)
    }

    @Test func `count lines and characters`() {
        let line = String(repeating: "a b ", count: 25)
        #expect(overlongLines(in: file("\(line)\n")) == [])
        #expect(overlongLines(in: file("\(line)c\n")).count == 1)
        #expect(overlongLines(in: file("\(line)\(String(repeating: "f", count: 64))\n")) == [])
        #expect(overlong(file(String(repeating: "\n", count: 400))) == [])
        #expect(overlong(file(String(repeating: "\n", count: 401))).count == 1)
    }

    @Test func `follow relative links, and only those`() {
        let text = """
            [here](here.md), [gone](gone.md#part), ![up](../up.png "title")
            [site](https://example.com/gone.md), [part](#part), `[code](gone.md)`
            ```
            [fenced](gone.md)
            ```
            [outside](../../outside.md)
            """
        let page = SourceFile(path: "docs/page.md", plain: text)
        let found = deadLinks(in: page) { ["docs/here.md", "up.png"].contains($0) }
        #expect(found.map(\.line) == [1, 6])
        #expect(found.first?.description == "docs/page.md:1: links to gone.md, which is not there")
    }

    private func file(_ text: String, at path: String = "Sources/Registry/A.swift") -> SourceFile {
        SourceFile(path: path, swift: text)
    }
}

import Testing

@Suite struct `The source tree` {
    @Test func `is read whole`() {
        #expect(Tree.product.contains { $0.path == "Sources/cairn/main.swift" })
        #expect(Tree.product.contains { $0.path == "hooks/Hooks.swift" })
        #expect(Tree.swift.contains { $0.path == "Package.swift" })
        #expect(Tree.swift.contains { $0.path == "Tests/TidyTests/TreeTests.swift" })
        #expect(Tree.scripts.contains { $0.path == ".ci/run" })
        #expect(Tree.pages.contains { $0.path == "CONTRIBUTING.md" })
    }

    @Test func `gives every folder of Sources a rung`() {
        for folder in Tree.sourceFolders {
            #expect(Ladder.cairn.rungs[folder] != nil, "give Sources/\(folder) one in Ladder.swift")
        }
    }

    @Test func `has a ladder that only climbs down`() {
        #expect(Ladder.cairn.climbs == [])
    }

    @Test func `imports only what each rung may`() {
        expectNone(Tree.product.flatMap(Ladder.cairn.findings))
    }

    @Test(arguments: Ban.all)
    func `does not say`(ban: Ban) {
        expectNone(Tree.swift.flatMap(ban.findings))
    }

    @Test func `puts no work off`() {
        expectNone((Tree.swift + Tree.scripts).flatMap(unfinished))
    }

    @Test func `explains what one target offers another`() {
        let explained = Set(Tree.product.flatMap(explainedRequirements))
        expectNone(Tree.product.flatMap { undocumented(in: $0, explained: explained) })
    }

    @Test func `has files that one sitting can read`() {
        expectNone(Tree.swift.flatMap(overlong))
    }

    @Test func `has lines that need no scrolling`() {
        // swift-format has the say in tests: their sentences and tables may be longer.
        expectNone(Tree.product.flatMap(overlongLines))
    }

    @Test func `escapes whatever its templates show, but for what makes markup itself`() {
        expectNone(Tree.templates.flatMap(unescaped))
    }

    @Test func `has no dead links on its pages`() {
        expectNone(Tree.pages.flatMap { deadLinks(in: $0, exists: Tree.has) })
    }

    @Test func `has a test for every threat that docs/security.md names`() throws {
        let page = try #require(Tree.pages.first { $0.path == "docs/security.md" })
        expectNone(unproven(in: page, read: Tree.file))
    }

    @Test(arguments: [
        "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", ".ci/run",
    ])
    func `has what people look for`(path: String) {
        #expect(Tree.has(path))
    }

    @Test func `keeps a changelog with a place for what comes next`() {
        let changelog = Tree.pages.first { $0.path == "CHANGELOG.md" }
        #expect(changelog?.lines.contains { $0.text == "## Unreleased" } == true)
    }
}

extension Ban: CustomTestStringConvertible {
    var testDescription: String {
        "`\(tokens.joined())`"
    }
}

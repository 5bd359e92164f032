import FoundationEssentials
import RegistryCore
import Testing

/// Expects that `text` names a `Name`, and is all there is to it.
private func accepts<Name: TextualName>(_ text: String, as type: Name.Type) throws {
    let name = try #require(Name(parsing: text))
    #expect(name.description.utf8.elementsEqual(text.utf8))
    #expect(try Name(checking: text) == name)
    #expect(try recoded(name) == name)
}

/// Expects that `text` names no `Name`, and that the refusal says what would.
private func refuses<Name: TextualName>(_ text: String, as type: Name.Type) throws {
    #expect(Name(parsing: text) == nil)
    let error = #expect(throws: RegistryError.self) { try Name(checking: text) }
    #expect(error?.objections.map(\.code) == [.nameInvalid])
    #expect(error?.objections.first?.remedy.contains(Name.grammar) == true)
    let json = try JSONEncoder().encode(text)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Name.self, from: json) }
}

/// What no name with a lower-case ASCII grammar may be.
private let foreign = [
    "", " ", "A", "É", "é", "ａ", "а", "a b", " a", "a ", "a\n", "a\r\n", "a\0", "a\t", "-a", "_a",
    ".a", "a/", "/a", "a\\b", "a:b", "a~1", "a^", "a*", "a?", "a[b", "a@{1}", "a\u{301}",
    "a\u{200d}",
    "\u{202e}a", "--help", "$(id)", "`id`", "a;b", "a'b", "%2e",
]

@Suite struct `A stage is named by` {
    @Test(arguments: [
        "production", "a", "z9", "a-b", "a-", "pre-prod-2", String(repeating: "a", count: 31),
    ])
    func `a letter, then letters, digits and hyphens`(text: String) throws {
        try accepts(text, as: StageName.self)
        try accepts(text, as: CheckName.self)
    }

    @Test(
        arguments: foreign + [
            "1a", "9", "a.b", "a_b", "Production", String(repeating: "a", count: 32),
        ])
    func `nothing else`(text: String) throws {
        try refuses(text, as: StageName.self)
        try refuses(text, as: CheckName.self)
    }
}

@Suite struct `An alias is named by` {
    @Test(arguments: [
        "champion", "v", "vx", "v-1", "v1a", "heads", "mainline", "latest-2", "cafe-1", "beg",
        "head-",
        "x" + String(repeating: "a", count: 30),
    ])
    func `what could name a stage`(text: String) throws {
        try accepts(text, as: AliasName.self)
    }

    @Test(
        arguments: foreign + [
            "latest", "main", "head", "a", "abc", "deadbeef", "f00", "v1", "v0", "v01",
            "v999999999999",
            "x" + String(repeating: "a", count: 31),
        ])
    func `nothing that could be taken for a version, a commit or a branch`(text: String) throws {
        try refuses(text, as: AliasName.self)
    }
}

@Suite struct `A namespace and a model are named by` {
    @Test(arguments: [
        "a", "7", "fraud", "a.b", "a_b", "a-b", "a--b", "a.lockx", "lock", "git", "a.gitx", "0.1",
        String(repeating: "a", count: 64),
    ])
    func `letters, digits, dots, underscores and hyphens`(text: String) throws {
        try accepts(text, as: Namespace.self)
        try accepts("\(text)/\(text)", as: ModelName.self)
    }

    @Test(
        arguments: foreign + [
            ".", "..", "a..b", "a.lock", "a.git", ".git", ".GIT", "a-", "a.", "a_", "A/b",
            String(repeating: "a", count: 65),
        ])
    func `nothing else`(text: String) throws {
        try refuses(text, as: Namespace.self)
        try refuses("fraud/\(text)", as: ModelName.self)
        try refuses("\(text)/detector", as: ModelName.self)
    }

    @Test(arguments: [
        "fraud", "fraud/", "/detector", "fraud//detector", "a/b/c", "/", "fraud/detector/",
    ])
    func `exactly two parts`(text: String) throws {
        try refuses(text, as: ModelName.self)
    }

    @Test func `the folder they have in the catalog`() {
        #expect(detector.namespace == "fraud")
        #expect(detector.name == "detector")
        #expect(detector.folder == "models/fraud/detector")
    }

    @Test func `bytes, in whose order they sort`() {
        let sorted: [ModelName] = ["a-b/x", "a.b/x", "a/x", "a0/x", "a_b/x"]
        #expect(sorted.reversed().sorted() == sorted)
    }
}

@Suite struct `A person is named by` {
    @Test(arguments: [
        "alice@example.com", "a@b", "0@0", "a+b@example.com", "a_b-c.d@x-y.example", "a.b.c@a.b.c",
        "a-@x",
        "ci@-", String(repeating: "a", count: 88) + "@example.com",
    ])
    func `one lower-case address`(text: String) throws {
        try accepts(text, as: Person.self)
        try accepts(text, as: Who.self)
    }

    @Test(
        arguments: foreign + [
            "alice", "@", "a@", "@b", "a@b@c", "Alice@example.com", "alice@Example.com", ".a@b",
            "a.@b", "a..b@c",
            "+a@b", "_a@b", "a@.b", "a@b.", "a@b..c", "a@b_c", "a@b+c", "a b@c", "a@b c", "a@b\n",
            "a@b,c@d",
            "a/b@c", "a@b/c", "*@example.com", "a@*", "!a@b", "\"a\"@b", "a@[127.0.0.1]",
            "a@b.lock", "é@b",
            "a@exämple.com", "<a@b>", String(repeating: "a", count: 89) + "@example.com",
        ])
    func `nothing else`(text: String) throws {
        try refuses(text, as: Person.self)
    }
}

@Suite struct `Those whom a rule means are named by` {
    @Test(arguments: ["ml-leads", "a", "0", "a.b_c-d", "a-", String(repeating: "g", count: 64)])
    func `a group`(text: String) throws {
        try accepts(text, as: GroupName.self)
        try accepts("group:" + text, as: Who.self)
        #expect(Who(parsing: "group:" + text) == GroupName(parsing: text).map(Who.group))
    }

    @Test(arguments: foreign + [String(repeating: "g", count: 65)])
    func `no other text for a group`(text: String) throws {
        try refuses(text, as: GroupName.self)
        try refuses("group:" + text, as: Who.self)
    }

    @Test func `a star, which is everyone`() throws {
        try accepts("*", as: Who.self)
        #expect(Who(parsing: "*") == .everyone)
        #expect(Who(parsing: "a@b") == .person("a@b"))
    }

    @Test(arguments: [
        "", "**", "* ", "all", "group", "group:", "Group:leads", "group:*", "group: leads", "leads",
    ])
    func `nothing else`(text: String) throws {
        try refuses(text, as: Who.self)
    }
}

@Suite struct `A host is named by` {
    @Test(arguments: [
        "localhost", "models.example.com", "a.b", "x-1.example", "1.example", "xn--bcher-kva.ch",
        "\(String(repeating: "a", count: 63)).b",
    ])
    func `what browsers call it`(text: String) throws {
        try accepts(text, as: HostName.self)
    }

    @Test(
        arguments: foreign + [
            "models", "127.0.0.1", "1.2", "example.com:443", "example.com.", ".example.com",
            "a..b", "-a.b", "a-.b", "a_b.c", "https://a.b", "[::1]", "*.example.com",
            "\(String(repeating: "a", count: 64)).b", "\(String(repeating: "a.", count: 126))bc",
        ])
    func `nothing else`(text: String) throws {
        try refuses(text, as: HostName.self)
    }
}

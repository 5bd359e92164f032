import RegistryCore
import Testing

@Suite struct `A reference` {
    private static let commit = String(repeating: "ab", count: 20)

    @Test(
        arguments: [
            ("v3", .version(VersionNumber(3))),
            ("v999999999", .version(.init(999_999_999))),
            ("latest", .latest),
            (String(repeating: "c", count: 40), .commit(object("c"))),
            ("production", .pointer("production")),
            ("champion", .pointer("champion")),
            ("v", .pointer("v")),
            ("version", .pointer("version")),
        ] as [(String, Reference.Selector)])
    func `means a version, the latest, a commit, or else a stage or alias`(
        text: String, selector: Reference.Selector
    ) throws {
        let reference = try Reference(checking: "fraud/detector@\(text)")
        #expect(reference == Reference(model: detector, selector: selector))
        #expect(reference.description == "fraud/detector@\(text)")
        #expect(try Reference(checking: reference.description) == reference)
    }

    @Test func `without a selector means the latest`() throws {
        let reference = try Reference(checking: "fraud/detector")
        #expect(reference.selector == .latest)
        #expect(reference.description == "fraud/detector@latest")
    }

    @Test(arguments: [
        "@", "@v3@", "@v3@v4", "@V3", "@3", "@ v3", "@v3 ", "@v3\n", "@-v3", "@--help", "@HEAD",
        "@HEAD~1",
        "@main^", "@a..b", "@4bcdef0", "@:/fix", "@\(commit.uppercased())", "@\(commit.dropLast())",
        "@\(commit)0", "@refs/heads/main", "@Production", "@\u{202e}",
    ])
    func `selects nothing by an abbreviation, a revision or any other text`(suffix: String) throws {
        let error = #expect(throws: RegistryError.self) {
            try Reference(checking: "fraud/detector" + suffix)
        }
        #expect(error?.objections.map(\.code) == [.nameInvalid])
        #expect(error?.kind.exitCode == 2)
    }

    @Test(arguments: [
        "", "@v3", "fraud@v3", "fraud/detector/x@v3", "Fraud/detector@v3", "@fraud/detector",
    ])
    func `names a model first`(text: String) {
        let error = #expect(throws: RegistryError.self) { try Reference(checking: text) }
        #expect(error?.objections.map(\.code) == [.nameInvalid])
    }
}

@Suite struct `A version number` {
    @Test(arguments: [1, 2, 10, 999_999_999])
    func `counts from one and reads back`(value: Int) throws {
        let number = VersionNumber(value)
        #expect(number.description == "v\(value)")
        #expect(VersionNumber(parsing: "v\(value)") == number)
        #expect(VersionNumber(digits: "\(value)") == number)
        #expect(try recoded(number) == number)
    }

    @Test(arguments: [
        "", "0", "-1", "+1", "01", "1 ", " 1", "1.0", "1e3", "٣", "1000000000",
        "99999999999999999999",
    ])
    func `is nothing else`(digits: String) {
        #expect(VersionNumber(digits: digits) == nil)
        #expect(VersionNumber(parsing: "v" + digits) == nil)
    }

    @Test(arguments: ["V1", "1", "v1 ", "vv1", "v"])
    func `begins with a small v where it stands alone`(text: String) {
        #expect(VersionNumber(parsing: text) == nil)
    }

    @Test(arguments: ["0", "-3", "1000000000", "'3'", "1.5"])
    func `is refused in a manifest where it is out of range`(json: String) {
        #expect(throws: DecodingError.self) { try decode(json, as: VersionNumber.self) }
    }

    @Test func `is followed by the next, and sorts as a number`() {
        #expect(VersionNumber.first.next == VersionNumber(2))
        #expect(VersionNumber(9) < VersionNumber(10))
    }

    @Test func `is never zero`() async {
        await #expect(processExitsWith: .failure) { _ = VersionNumber(0) }
    }
}

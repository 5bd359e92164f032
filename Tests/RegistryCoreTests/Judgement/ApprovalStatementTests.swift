import FoundationEssentials
import RegistryCore
import Support
import Testing

/// Carol's first approval of version 4 for production.
private let statement = ApprovalStatement(
    verb: .approve, registry: "7f3a9c0e41d2b856", stage: "production", model: detector,
    version: VersionNumber(4), versionDigest: digest("d"), proposal: object("c"), base: object("b"),
    signer: carol, number: 1)

/// The keys that stand in every statement, in the order of design §5.
private let keys = [
    "Decision", "Registry", "Stage", "Model", "Version", "Version-Digest", "Proposal", "Base",
    "Signer", "Number",
]

/// The message without the line of `key`.
private func without(_ key: String) -> String {
    statement.message.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.hasPrefix(key + ": ") }.joined(separator: "\n")
}

/// The message with `value` on the line of `key`.
private func with(_ key: String, _ value: String) -> String {
    without(key) + "\(key): \(value)\n"
}

/// Expects that `message` is refused in a sentence that contains `reason`.
private func refuses(_ message: String, because reason: String) {
    let error = #expect(throws: RegistryError.self) { try ApprovalStatement(parsing: message) }
    #expect(error?.objections.map(\.code) == [.approvalInvalid])
    #expect(error?.objections.first?.message.contains(reason) == true, "\(error?.objections ?? [])")
}

@Suite struct `An approval's message` {
    @Test func `is this, to the byte`() throws {
        #expect(
            statement.message == """
                Approve fraud/detector v4 for production

                Decision: approve
                Registry: 7f3a9c0e41d2b856
                Stage: production
                Model: fraud/detector
                Version: 4
                Version-Digest: sha256:dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd
                Proposal: cccccccccccccccccccccccccccccccccccccccc
                Base: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
                Signer: carol@example.com
                Number: 1

                """)
    }

    @Test func `ends with when it expires, what was looked at, and what is said`() {
        var full = statement
        full.expires = instant("2026-12-21T00:00:00Z")
        full.evidence = ["https://ci.example.com/1", "artifacts/roc.png"]
        full.checked = ["Bias reviewed", "Rollback: rehearsed"]
        full.comments = ["Fine: by me", ""]
        #expect(
            full.message == statement.message + """
                Expires: 2026-12-21T00:00:00Z
                Evidence: https://ci.example.com/1
                Evidence: artifacts/roc.png
                Checked: Bias reviewed
                Checked: Rollback: rehearsed
                Comment: Fine: by me
                Comment: 

                """)
    }

    @Test(arguments: [(Decision.Verb.approve, "Approve"), (.reject, "Reject"), (.revoke, "Revoke")])
    func `says in its first line what it decides`(verb: Decision.Verb, word: String) {
        var other = statement
        other.verb = verb
        #expect(
            other.message.hasPrefix(
                "\(word) fraud/detector v4 for production\n\nDecision: \(verb)\n"))
    }

    @Test func `belongs in one tag`() {
        #expect(
            statement.tagName.description
                == "approvals/production/fraud/detector/\(object("c"))/carol@example.com/1")
    }

    @Test func `is read as what was written`() throws {
        var random = SplitMix(seed: 5)
        for _ in 0..<200 {
            var some = statement
            some.verb = random.pick(Decision.Verb.allCases)
            some.reason = some.verb == .breakGlass ? "outage 17: v3 fails" : nil
            some.number = Int.random(in: 1...99, using: &random)
            some.version = VersionNumber(Int.random(in: 1...999, using: &random))
            some.signer = random.pick([alice, carol, dan])
            some.base = object(random.pick("0123456789abcdef"))
            some.expires = Bool.random(using: &random) ? noon : nil
            some.evidence = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                random.text(of: "ab: /é-", length: 0...9)
            }
            some.checked = [["Bias reviewed"], []][Int.random(in: 0...1, using: &random)]
            some.comments = [random.text(of: "Expires: é", length: 0...30)]
            #expect(try ApprovalStatement(parsing: some.message) == some)
        }
    }

    @Test(arguments: keys)
    func `lacks no field`(key: String) {
        refuses(without(key), because: "'\(key): …' is missing")
    }

    @Test(arguments: keys + ["Expires"])
    func `says nothing twice that could be read in two ways`(key: String) {
        let line = with(key, "x").split(separator: "\n").last ?? ""
        refuses(
            statement.message + "\(line)\n\(line)\n",
            because: "'\(key)' stands there more than once")
    }

    @Test func `says why where it breaks the glass, and nowhere else`() throws {
        var breaking = statement
        breaking.verb = .breakGlass
        breaking.reason = "outage 17: v3 fails"
        #expect(
            breaking.message.hasPrefix("Break-glass fraud/detector v4 for production\n\nDecision: ")
        )
        #expect(breaking.message.contains("\nReason: outage 17: v3 fails\n"))
        #expect(try ApprovalStatement(parsing: breaking.message) == breaking)
        refuses(
            breaking.message.replacing("Reason: outage 17: v3 fails\n", with: ""),
            because: "'Reason: …' is missing")
        refuses(
            breaking.message.replacing("outage 17: v3 fails", with: " "), because: "can't be read")
        refuses(statement.message + "Reason: because\n", because: "'Reason' is unknown")
    }

    @Test func `ticks no point twice`() {
        let line = "Checked: Bias reviewed\n"
        refuses(
            statement.message + line + line,
            because: "'Checked: Bias reviewed' stands there more than once")
    }

    @Test(arguments: keys)
    func `may have its fields in any order`(key: String) throws {
        let lines = statement.message.split(separator: "\n")
        let line = try #require(lines.first { $0.hasPrefix(key + ": ") })
        #expect(try ApprovalStatement(parsing: without(key) + line + "\n") == statement)
    }

    @Test(arguments: [
        ("Decision", "Approve"), ("Decision", "maybe"), ("Decision", ""), ("Stage", "Production"),
        ("Stage", ""),
        ("Model", "detector"), ("Model", "fraud/detector "), ("Version", "v4"), ("Version", "04"),
        ("Version", "0"),
        ("Version-Digest", String(repeating: "d", count: 64)), ("Version-Digest", "sha256:d"),
        ("Version-Digest", "sha512:" + String(repeating: "d", count: 64)),
        ("Proposal", "cccccccccccc"), ("Proposal", "HEAD"), ("Base", "main"),
        ("Signer", "Carol <carol@example.com>"),
        ("Signer", "carol"), ("Number", "0"), ("Number", "01"), ("Number", "-1"), ("Number", "one"),
        ("Checked", ""), ("Checked", " Bias reviewed"), ("Checked", "Bias\u{202e}reviewed"),
        ("Checked", String(repeating: "x", count: 151)),
        ("Expires", "tomorrow"), ("Expires", "2026-12-21"), ("Expires", ""),
    ])
    func `has no field that can't be read`(key: String, value: String) {
        refuses(with(key, value), because: "'\(key): \(value.printable)' can't be read")
    }

    @Test(arguments: [
        "Approver: dan@example.com", "decision: reject", "Registry-: x", " Stage: staging", "X: ",
    ])
    func `has no unknown field`(line: String) {
        refuses(statement.message + line + "\n", because: "is unknown")
    }

    @Test(arguments: [
        "", "no colon", "Key:value", ": value", "Stage : production",
        "-----BEGIN SSH SIGNATURE-----",
    ])
    func `has no other line`(line: String) {
        #expect(throws: RegistryError.self) {
            try ApprovalStatement(parsing: statement.message + line + "\n")
        }
    }

    @Test(arguments: [
        "Approve fraud/detector v3 for production", "Approve fraud/other v4 for production",
        "Approve fraud/detector v4 for staging", "Reject fraud/detector v4 for production",
        "approve fraud/detector v4 for production", "Approve fraud/detector v4 for production ",
        "Looks good",
    ])
    func `has no first line that tells another story than its fields`(subject: String) {
        let body = statement.message.drop { $0 != "\n" }
        refuses(subject + body, because: "Its first line is '\(subject)'")
    }

    @Test(arguments: [
        "", "\n", "\n\n", "Approve", "Approve\n\n",
        "Approve fraud/detector v4 for production\nDecision: approve\n",
        "\n\n\n", String(statement.message.dropFirst(40)),
    ])
    func `is a subject, an empty line and fields`(message: String) {
        #expect(throws: RegistryError.self) { try ApprovalStatement(parsing: message) }
    }

    /// A reader who takes `\r\n` for a line end must not see other fields than Cairn does.
    @Test(arguments: ["\r\n", "\r", "\u{0}", "\u{1b}[2K", "\u{85}", "\u{2028}"])
    func `hides no line from any reader`(separator: String) {
        let line = "Evidence: a\(separator)Decision: reject\n"
        #expect(throws: RegistryError.self) {
            try ApprovalStatement(parsing: statement.message + line)
        }
        let all = statement.message.replacing("\n", with: separator)
        #expect(throws: RegistryError.self) { try ApprovalStatement(parsing: all) }
    }

    @Test func `is bounded`() {
        let many = String(repeating: "Comment: x\n", count: 200)
        #expect(throws: RegistryError.self) {
            try ApprovalStatement(parsing: statement.message + many)
        }
    }

    @Test func `is refused without moving anyone's cursor`() {
        for message in [
            "\u{1b}[2J\n\nDecision: approve\n", with("Stage", "\u{1b}[2J"),
            statement.message + "\u{9b}: x\n",
        ] {
            let error = #expect(throws: RegistryError.self) {
                try ApprovalStatement(parsing: message)
            }
            #expect(error?.objections.allSatisfy { $0.message == $0.message.printable } == true)
        }
    }
}

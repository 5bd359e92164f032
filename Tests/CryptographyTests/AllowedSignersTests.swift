import Cryptography
import FoundationEssentials
import Support
import Testing

/// The moment of every case below: 2026-06-01T00:00:00Z.
private let june = Date(timeIntervalSince1970: 1_780_272_000)

/// A list, who is said to have signed, and whether that is allowed. In the list `KEY` is the
/// signer's key and `OTHER` somebody else's.
private struct Case: Sendable, CustomTestStringConvertible {
    let list: String
    let principal: String
    let isAllowed: Bool

    init(_ list: String, _ principal: String, _ isAllowed: Bool) {
        (self.list, self.principal, self.isAllowed) = (list, principal, isAllowed)
    }

    init(_ list: String, _ isAllowed: Bool) {
        self.init(list, "alice", isAllowed)
    }

    var testDescription: String {
        "\(principal): \(list.debugDescription.prefix(90))"
    }
}

@Suite struct `A list of allowed signers` {
    @Test(arguments: principals + layouts + namespaces + times)
    private func `allows exactly what ssh-keygen allows`(row: Case) async throws {
        let desk = try await SigningDesk()
        let list = try await desk.fill(row.list)
        let entry = try AllowedSigners(parsing: list).entry(
            allowing: desk.key, as: row.principal, in: "git", at: june)
        #expect((entry != nil) == row.isAllowed)
        #expect(try await desk.allows(list, row.principal) == row.isAllowed)
    }

    @Test(arguments: [
        ("alice KEY", ["alice"]),
        ("alice,bob KEY", ["alice", "bob"]),
        ("!eve,*@example.com KEY", ["!eve", "*@example.com"]),
        ("alice,,bob KEY", ["alice"]),
        ("alice KEY\nbob KEY", ["alice"]),
        ("carol OTHER\n\n# nobody\nbob KEY\nalice KEY", ["bob"]),
        ("alice valid-before=\"20260101Z\" KEY\nbob KEY", ["bob"]),
        ("alice cert-authority KEY\nbob KEY", ["bob"]),
        ("alice OTHER", []),
        ("", []),
    ])
    func `finds the principals that ssh-keygen finds`(list: String, want: [String]) async throws {
        let desk = try await SigningDesk()
        let list = try await desk.fill(list)
        let signers = try AllowedSigners(parsing: list)
        #expect(signers.principals(for: desk.key, at: june, namespace: "git") == want)
        #expect(try await desk.findPrincipals(list) == want)
    }

    @Test func `finds nobody where the first valid line forbids the namespace`() async throws {
        let desk = try await SigningDesk()
        let list = try await desk.fill("alice namespaces=\"file\" KEY\nbob KEY")
        let signers = try AllowedSigners(parsing: list)
        #expect(signers.principals(for: desk.key, at: june, namespace: "git") == [])
        #expect(signers.entries(for: desk.key).map(\.line) == [1, 2])
        #expect(try await desk.findPrincipals(list) == ["alice"])
        #expect(try await desk.allows(list, "alice") == false)
    }

    @Test func `tells all that its lines say`() async throws {
        let desk = try await SigningDesk()
        let list = try await desk.fill(
            """
            # who may sign

            alice@example.com,*@example.org KEY alice's laptop
            ca Cert-Authority,NAMESPACES="git,file",valid-after="20260101Z" OTHER
            bob valid-before="20270101000000" OTHER
            """)
        let entries = try AllowedSigners(parsing: list).entries
        #expect(entries.map(\.line) == [3, 4, 5])
        #expect(entries[0].principals == ["alice@example.com", "*@example.org"])
        #expect(entries[0].comment == "alice's laptop")
        #expect(entries[0].key == desk.key)
        #expect(entries[0].namespaces == nil)
        #expect(entries.map(\.isCertificateAuthority) == [false, true, false])
        #expect(entries[1].namespaces?.patterns == ["git", "file"])
        #expect(entries[1].permits(namespace: "file"))
        #expect(!entries[1].permits(namespace: "mail"))
        #expect(entries[1].validAfter == Date(timeIntervalSince1970: 1_767_225_600))
        #expect(entries[1].validBefore == nil)
        #expect(entries.map(\.dependsOnTimeZone) == [false, false, true])
    }

    @Test(arguments: OpenSSHVector.unsupported)
    func `keeps keys of unsupported types, whole and by name`(vector: OpenSSHVector) throws {
        let list = "alice namespaces=\"git\" \(vector.key)\nbob \(vector.key)\n"
        let entries = try AllowedSigners(parsing: list).entries
        let key = try PublicKey(parsing: vector.key)
        #expect(entries.map(\.key) == [key, key])
        #expect(entries.allSatisfy { $0.key.algorithm == .unsupported(key.type) })
    }

    @Test func `reads a certificate as a key of an unsupported type`() async throws {
        let desk = try await SigningDesk()
        try await desk.ring.demand(
            ["ssh-keygen", "-q", "-s", "other", "-I", "id", "-n", "alice", "p256.pub"])
        let certificate = try desk.ring.text("p256-cert.pub")
        let entries = try AllowedSigners(parsing: "alice " + certificate).entries
        #expect(
            entries.map(\.key.algorithm)
                == [.unsupported("ecdsa-sha2-nistp256-cert-v01@openssh.com")])
    }
}

/// A key with a signature of its own, and `ssh-keygen` to ask about both.
private struct SigningDesk {
    let ring: KeyRing
    let key: PublicKey
    let other: PublicKey

    init() async throws {
        ring = try KeyRing()
        key = try await ring.makeKey("p256")
        other = try await ring.makeKey("other", ["-t", "ed25519"])
        try ring.scratch.write("signature", try await ring.sign("hello", with: "p256"))
    }

    /// `list` with the keys' texts in place of their names.
    func fill(_ list: String) async throws -> String {
        list.replacing("KEY", with: key.openSSHText).replacing("OTHER", with: other.openSSHText)
    }

    func allows(_ list: String, _ principal: String) async throws -> Bool {
        try ring.scratch.write("signers", list)
        let words = ["ssh-keygen", "-Y", "verify", "-I", principal, "-n", "git"] + atJune
        return try await ring.run(words, input: "hello").status == 0
    }

    func findPrincipals(_ list: String) async throws -> [String] {
        try ring.scratch.write("signers", list)
        let outcome = try await ring.run(["ssh-keygen", "-Y", "find-principals"] + atJune)
        return outcome.output.split(separator: "\n").map(String.init)
    }

    private var atJune: [String] {
        ["-f", "signers", "-s", "signature", "-Overify-time=20260601000000Z"]
    }
}

private let principals = [
    Case("alice KEY", true),
    Case("alice KEY", "Alice", false),
    Case("alice KEY", "alic", false),
    Case("alice KEY", "alice2", false),
    Case("alice OTHER", false),
    Case("alice OTHER\nalice KEY", true),
    Case("bob,alice KEY", true),
    Case("bob,alice KEY", "bob,alice", false),
    Case("bob,,alice KEY", true),
    Case("*@example.com KEY", "alice@example.com", true),
    Case("*@example.com KEY", "alice@example.com.evil.org", false),
    Case("*@EXAMPLE.com KEY", "alice@example.com", false),
    Case("*,!eve KEY", "eve", false),
    Case("!eve,* KEY", "eve", false),
    Case("!eve,* KEY", true),
    Case("!eve KEY", false),
    Case("!eve KEY\n* KEY", "eve", true),
    Case("al?ce KEY", true),
    Case("al?ce KEY", "alce", false),
    Case("?lic?* KEY", true),
    Case("a*i*e KEY", true),
    Case("a**e KEY", true),
    Case("* KEY", true),
    Case("al??ce KEY", "al\u{e9}ce", true),
    Case("al?ce KEY", "al\u{e9}ce", false),
    Case("[a]lice KEY", false),
    Case("alice,\(String(repeating: "x", count: 1022)) KEY", true),
    Case("alice,\(String(repeating: "x", count: 1023)) KEY", false),
]

private let layouts = [
    Case("", false),
    Case("# alice KEY", false),
    Case("\n \n\t\n# c\n  # d\nalice KEY\n", true),
    Case("  \talice KEY", true),
    Case("alice\tKEY\tcomment", true),
    Case("alice   KEY   a comment # of words", true),
    Case("\r\nalice KEY\r\n", true),
    Case("alice KEY comment\r\n# end\r\n", true),
    Case("\"alice smith\" KEY", "alice smith", true),
    Case("\"alice smith\" KEY", false),
    Case("al\"ice\" KEY", true),
    Case("\"alice\"KEY", true),
]

private let namespaces = [
    Case("alice namespaces=\"git\" KEY", true),
    Case("alice namespaces=\"file,git\" KEY", true),
    Case("alice namespaces=\"file\" KEY", false),
    Case("alice namespaces=\"GIT\" KEY", false),
    Case("alice namespaces=\"g*\" KEY", true),
    Case("alice namespaces=\"*,!git\" KEY", false),
    Case("alice namespaces=\"\" KEY", false),
    Case("alice namespaces=\"file, git\" KEY", false),
    Case("alice namespaces=\"a b,git\" KEY", true),
    Case("alice namespaces=\"a\\\"b,git\" KEY", true),
    Case("alice NameSpaces=\"git\" KEY", true),
    Case("alice namespaces=\"file\" KEY\nalice KEY", true),
    Case("alice cert-authority KEY", false),
    Case("alice CERT-Authority KEY", false),
    Case("alice cert-authority,namespaces=\"git\" KEY", false),
    Case("alice cert-authority KEY\nalice KEY", true),
]

private let times = [
    Case("alice valid-after=\"20260601Z\" KEY", true),
    Case("alice valid-after=\"20260602Z\" KEY", false),
    Case("alice valid-after=\"20260601000000Z\" KEY", true),
    Case("alice valid-after=\"20260601000001Z\" KEY", false),
    Case("alice valid-after=\"202606010001Z\" KEY", false),
    Case("alice valid-before=\"20260601000000Z\" KEY", true),
    Case("alice valid-before=\"20260531235959Z\" KEY", false),
    Case("alice valid-before=\"202605312359Z\" KEY", false),
    Case("alice valid-before=\"20260602utc\" KEY", true),
    Case("alice Valid-Before=\"20260602z\" KEY", true),
    Case("alice valid-before=\"20260531235960Z\" KEY", true),
    Case("alice valid-before=\"20260431Z\" KEY", false),
    Case("alice valid-after=\"20260531Z\",valid-before=\"20260602Z\" KEY", true),
    Case("alice valid-after=\"20250101Z\",valid-before=\"20260101Z\" KEY", false),
    Case("alice valid-before=\"20260101Z\" KEY\nalice KEY", true),
    Case("alice valid-after=\"20251231\",valid-before=\"20261231\",namespaces=\"git\" KEY", true),
]

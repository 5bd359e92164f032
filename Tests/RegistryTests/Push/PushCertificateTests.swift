import FoundationEssentials
import Registry
import RegistryCore
import Support
import Testing

@Suite struct `A signed push` {
    /// Pushes with a certificate by a key of `keys/`, as whoever `person` claims to be.
    private func push(
        _ bench: Bench, _ refspecs: String..., signedBy key: String, as person: String? = nil,
        _ settings: [String] = []
    ) async throws -> Bench.Pushed {
        let words = [
            "git", "-c", "gpg.format=ssh", "-c", "user.signingkey=\(bench.folder)/keys/\(key)",
        ]
        return try await bench.push(
            refspecs, as: person ?? key, words: words + settings + ["push", "--quiet", "--signed"])
    }

    /// An approval as carol would sign it, but without a signature; returns its refspec.
    private func unsigned(_ bench: Bench, by person: Person = "carol@example.com") async throws
        -> String
    {
        let statement = bench.statement(by: person)
        try await bench.run(
            [
                "git", "tag", "-f", "-a", "--cleanup=verbatim", "-F", "-",
                "\(statement.tagName)", "\(statement.proposal)",
            ], in: bench.work, as: "carol", input: statement.message)
        return "refs/tags/\(statement.tagName):refs/tags/\(statement.tagName)"
    }

    private func newest(_ bench: Bench) throws -> AuditEntry {
        let catalog = try Catalog.open(bench.catalog, environment: bench.environment(of: "alice"))
        return try #require(try catalog.auditEntries(limit: 1).first?.entry)
    }

    private func audit(_ bench: Bench) async throws -> [ErrorCode] {
        let workspace = try await Workspace.open(bench.session(of: "alice", in: bench.catalog))
        return try await workspace.verifyAudit().objections.map(\.code)
    }

    @Test func `is by its signer, whoever it claims to be by`() async throws {
        let bench = try await Bench()
        let commit = try await bench.commit(onto: bench.facts.main, .file("LICENSE", "MIT"))
        let pushed = try await push(
            bench, "\(commit):refs/heads/main", signedBy: "alice", as: "eve")
        #expect(pushed.isAccepted, "\(pushed.text)")
        let entry = try newest(bench)
        #expect(entry.actor == "alice@example.com")
        #expect(entry.authentication == .certificate)
        let blob = try #require(entry.certificate)
        let kept = try await bench.id("refs/audit/log:certificates/\(blob)", in: bench.catalog)
        #expect(kept == blob)
        #expect(try await audit(bench) == [])
    }

    @Test func `gives nobody more than its signer may`() async throws {
        let bench = try await Bench()
        let commit = try await bench.commit(onto: bench.facts.main, .file("LICENSE", "MIT"))
        let pushed = try await push(
            bench, "\(commit):refs/heads/main", signedBy: "carol", as: "alice")
        #expect(pushed.codes == [.roleMissing])
    }

    @Test(arguments: ["stranger", "carol-old"])
    func `by a key that does not count is refused`(key: String) async throws {
        let bench = try await Bench()
        let refs = try await bench.refs()
        let pushed = try await push(
            bench, "\(bench.facts.main):refs/heads/topic", signedBy: key, as: "alice")
        #expect(pushed.codes == [.signatureBad])
        #expect(try await bench.refs() == refs)
    }

    @Test func `approves without a signed tag, which any clone with the log can prove`()
        async throws
    {
        let bench = try await Bench()
        let tag = try await unsigned(bench)
        let pushed = try await push(bench, tag, signedBy: "carol")
        #expect(pushed.isAccepted, "\(pushed.text)")
        try await bench.require("\(bench.facts.proposal):\(stage("production"))")
        #expect(try newest(bench).verdicts.first?.approvers == ["carol@example.com"])
        #expect(try await bench.verify().objections == [])
        #expect(try await audit(bench) == [])
        try await bench.git("clone", "--quiet", bench.catalog, "clone", in: bench.folder)
        let request = VerificationRequest(stage: "production")
        let blind = try await bench.verify(request, in: "\(bench.folder)/clone")
        #expect(blind.objections.map(\.code) == [.approvalsMissing, .approvalUnsigned])
        try await bench.git(
            "fetch", "--quiet", "origin", "refs/audit/*:refs/audit/*", in: "\(bench.folder)/clone")
        #expect(try await bench.verify(request, in: "\(bench.folder)/clone").objections == [])
    }

    @Test(arguments: [("dan", ErrorCode.approvalInvalid), ("stranger", .signatureBad)])
    func `of another approves for nobody`(key: String, code: ErrorCode) async throws {
        let bench = try await Bench()
        let refs = try await bench.refs()
        let pushed = try await push(bench, try await unsigned(bench), signedBy: key, as: "carol")
        #expect(pushed.codes == [code])
        #expect(try await bench.refs() == refs)
    }

    @Test func `is what an unsigned approval needs`() async throws {
        let bench = try await Bench()
        let pushed = try await bench.push([try await unsigned(bench)], as: "carol")
        #expect(pushed.codes == [.approvalUnsigned])
    }

    @Test func `can't be used again for another push`() async throws {
        let bench = try await Bench()
        let topic = "\(bench.facts.main):refs/heads/topic"
        #expect(try await push(bench, topic, signedBy: "alice").isAccepted)
        let blob = try #require(try newest(bench).certificate)
        let text = try await bench.git("cat-file", "blob", "\(blob)", in: bench.catalog)
        let nonce = try #require(text.split(separator: "\n").first { $0.hasPrefix("nonce ") })
        let line = "\(ObjectID.zero) \(bench.facts.main) refs/heads/"
        // As if git had taken the same certificate for a push to another branch, and for the same
        // push at another time.
        for (ref, nonce, status) in [
            ("elsewhere", String(nonce.dropFirst(6)), "OK"),
            ("topic", "1700000000-0000", "OK"),
            ("topic", String(nonce.dropFirst(6)), "BAD"),
        ] {
            let outcome = try await bench.hook(
                "pre-receive", "\(line)\(ref)\n",
                adding: [
                    "GIT_PUSH_CERT": "\(blob)", "GIT_PUSH_CERT_NONCE": nonce,
                    "GIT_PUSH_CERT_NONCE_STATUS": status,
                ])
            #expect(outcome.status != 0)
            #expect(outcome.text.contains("proves nothing"), "\(outcome.text)")
        }
    }

    @Test func `by OpenPGP is by whom it claims, if the key is theirs`() async throws {
        let bench = try await Bench()
        let keys = try await bench.makeOpenPGPKeys("alice")
        try await bench.change(.file("keys/openpgp/alice@example.com.asc", keys))
        let words = [
            "git", "-c", "gpg.format=openpgp", "-c", "user.signingkey=<alice@example.com>",
            "push", "--quiet", "--signed",
        ]
        let topic = ["\(bench.facts.main):refs/heads/topic"]
        #expect(try await bench.push(topic, as: "bob", words: words).codes == [.approvalInvalid])
        let pushed = try await bench.push(topic, as: "alice", words: words)
        #expect(pushed.isAccepted, "\(pushed.text)")
        #expect(try newest(bench).authentication == .certificate)
        #expect(try await audit(bench) == [])
    }
}

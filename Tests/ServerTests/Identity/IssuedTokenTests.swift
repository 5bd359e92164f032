import FoundationEssentials
import Support
import Testing

@Suite struct `Tokens of an issuer` {
    /// What a token is like, and the answer: its status, and the code of an error.
    struct Row: Sendable, CustomTestStringConvertible {
        let what: String
        let wish: String
        let status: Int
        let code: String?

        init(_ what: String, _ wish: String, _ status: Int = 401, _ code: String? = nil) {
            self.what = what
            self.wish = wish
            self.status = status
            self.code = code ?? (status == 200 ? nil : "unauthenticated")
        }

        var testDescription: String { what }
    }

    static let good = [
        Row("RS256", "{}", 200),
        Row("ES256", #"{"key": "ec"}"#, 200),
        Row("for several", #"{"claims": {"aud": ["x", "https://models.example.com"]}}"#, 200),
        Row("a boolean claim", #"{"claims": {"ref_protected": true}}"#, 200),
        Row("another value of the rule", #"{"claims": {"ref": "release"}}"#, 200),
        Row("of a clock behind ours", #"{"claims": {"exp": -30}}"#, 200),
        Row("of a clock before ours", #"{"claims": {"iat": 30, "nbf": 30}}"#, 200),
        Row("without nbf", #"{"without": ["nbf"]}"#, 200),
        Row("without typ", #"{"without": ["typ"]}"#, 200),
        Row("with keys of a file", #"{"from": "filed"}"#, 200),
        Row(
            "of a person",
            #"{"claims": {"email": "vera@example.com", "email_verified": true, "#
                + #""project_path": "x", "groups": ["all", "models"]}}"#, 200),
    ]

    @Test(arguments: good)
    func `count for whom the policy says`(row: Row) async throws {
        let issuer = try await Issuer.shared.value
        let answers = try await issuer.answers(to: row.wish, from: 1)
        #expect(answers.map(\.status) == [row.status], "\(issuer.log.suffix(4))")
    }

    static let hostile = [
        Row("alg none", #"{"key": "none", "header": {"alg": "none", "kid": "rsa"}}"#),
        Row("alg None", #"{"key": "none", "header": {"alg": "None", "kid": "rsa"}}"#),
        Row("no signature", #"{"key": "none", "header": {"alg": "RS256", "kid": "rsa"}}"#),
        Row(
            "HS256 with the public key for secret",
            #"{"key": "hmac", "header": {"alg": "HS256", "kid": "rsa"}}"#),
        Row(
            "HS256 said to be RS256", #"{"key": "hmac", "header": {"alg": "RS256", "kid": "rsa"}}"#),
        Row("RS256 said to be ES256", #"{"header": {"alg": "ES256"}}"#),
        Row("RS256 said to be RS512", #"{"header": {"alg": "RS512"}}"#),
        Row("another's audience", #"{"claims": {"aud": "https://other.example.com"}}"#),
        Row(
            "an audience that begins alike", #"{"claims": {"aud": "https://models.example.com/"}}"#),
        Row("no audience", #"{"without": ["aud"]}"#),
        Row("another issuer", #"{"claims": {"iss": "https://gitlab.com"}}"#),
        Row("an issuer that is spelled otherwise", #"{"from": "good/"}"#),
        Row("no issuer", #"{"without": ["iss"]}"#),
        Row("signed by nobody known", #"{"key": "stranger", "header": {"kid": "rsa"}}"#),
        Row("a key that the issuer has not", #"{"header": {"kid": "stranger"}}"#),
        Row("a key of another issuer's file", #"{"from": "filed", "key": "ec"}"#),
        Row("an RSA key of 1024 bits", #"{"key": "small"}"#),
        Row("no key named", #"{"without": ["kid"]}"#),
        Row("a path for key", #"{"header": {"kid": "../../cairn/secret"}}"#),
        Row("crit", #"{"header": {"crit": ["exp"], "exp": 1}}"#),
        Row("its own key along", #"{"key": "stranger", "header": {"jku": "http://127.0.0.1/k"}}"#),
        Row("an access token", #"{"header": {"typ": "at+jwt"}}"#),
        Row("expired", #"{"claims": {"exp": -90}}"#, 401, "token-expired"),
        Row("yet to come", #"{"claims": {"nbf": 90}}"#, 401, "token-expired"),
        Row("issued tomorrow", #"{"claims": {"iat": 86400}}"#, 401, "token-expired"),
        Row("never ending", #"{"without": ["exp"]}"#),
        Row("ending in words", #"{"claims": {"exp": "tomorrow"}}"#),
        Row("a claim twice", #"{"twice": {"project_path": "fraud/training"}}"#),
        Row("an algorithm twice", #"{"header_twice": {"alg": "none"}}"#),
        Row("expired, by a stranger", #"{"key": "stranger", "claims": {"exp": -90}}"#),
        Row("another project", #"{"claims": {"project_path": "fraud/training2"}}"#),
        Row("another branch", #"{"claims": {"ref": "topic"}}"#),
        Row("a list in a list", #"{"claims": {"ref": [["main"]]}}"#),
        Row(
            "an address nobody verified",
            #"{"claims": {"project_path": "x", "groups": "models", "#
                + #""email_verified": false, "email": "alice@example.com"}}"#),
        Row(
            "two addresses",
            #"{"claims": {"project_path": "x", "groups": "models", "#
                + #""email_verified": true, "email": ["vera@example.com", "alice@example.com"]}}"#),
        Row(
            "an address that is none",
            #"{"claims": {"project_path": "x", "groups": "models", "#
                + #""email_verified": true, "email": "Vera <vera@example.com>"}}"#),
        Row("long", #"{"claims": {"x": "\#(String(repeating: "x", count: 6500))"}}"#),
        Row("very long", #"{"claims": {"x": "\#(String(repeating: "x", count: 10000))"}}"#),
        Row(
            "somebody without a role", #"{"claims": {"project_path": "nobody/nothing"}}"#, 404,
            "not-served"),
    ]

    @Test(arguments: zip(hostile, 2..<2 + hostile.count))
    func `count for nobody else`(row: Row, place: Int) async throws {
        let issuer = try await Issuer.shared.value
        let answers = try await issuer.answers(
            to: row.wish, of: ["acme", "absent"], from: place)
        #expect(answers.first?.status == row.status)
        #expect(answers.first?.code == row.code)
        guard row.status == 401 else { return }
        // What is said of a token says nothing of the registry.
        #expect(answers.last?.status == 401)
        #expect(answers.last?.code == row.code)
    }

    @Test func `count for nobody when a byte is changed, or one is missing`() async throws {
        let issuer = try await Issuer.shared.value
        let token = try await issuer.token()
        let cut = [token.dropLast(), token.dropFirst(), token.dropLast(300)].map(String.init)
        let changed = stride(from: 0, to: token.utf8.count, by: 60).map { place in
            var bytes = Array(token.utf8)
            bytes[place] = bytes[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            return String(decoding: bytes, as: UTF8.self)
        }
        let answers = try await issuer.answers(
            showing: cut + changed + [token + "A", token + "="], from: 60)
        #expect(answers.map(\.status) == Array(repeating: 401, count: changed.count + 5))
    }

    @Test(arguments: ["broken", "poser", "elsewhere", "huge", "lost", "silent", "endless"])
    func `wait a bounded time for an issuer that has no keys for them`(name: String) async throws {
        let issuer = try await Issuer.shared.value
        let answers = try await issuer.answers(
            to: #"{"from": "\#(name)"}"#, of: ["acme", "absent"], from: 80)
        #expect(answers.map(\.status) == [503, 503])
        #expect(answers.map(\.code) == ["unreachable", "unreachable"])
        #expect(answers[0].seconds < 15, "five, on a machine with nothing else to do")
        #expect(answers[1].seconds < 4, "it is not asked again at once")
    }

    @Test func `find a new key of their issuer, which is not asked for each`() async throws {
        let issuer = try await Issuer.shared.value
        let old = try await issuer.token(#"{"from": "rotating"}"#)
        let new = try await issuer.token(#"{"from": "rotating", "key": "next"}"#)
        let known = try await issuer.answers(showing: [old, old], from: 81)
        #expect(known.map(\.status) == [200, 200])
        #expect(try await issuer.asked("rotating") == 2, "what it says of itself, and its keys")
        // Within a minute of the last time nobody makes the server ask again.
        #expect(
            try await issuer.answers(showing: [new, new], from: 81).map(\.status) == [401, 401])
        #expect(try await issuer.asked("rotating") == 2)
    }

    @Test func `leave nothing of themselves in the log`() async throws {
        let issuer = try await Issuer.shared.value
        let tokens = [
            try await issuer.token(), try await issuer.token(#"{"key": "stranger"}"#),
            try await issuer.token(#"{"claims": {"exp": -90}}"#),
        ]
        _ = try await issuer.answers(showing: tokens, from: 82)
        let log = issuer.log.joined(separator: "\n")
        #expect(log.contains("A token does not count: its time is over."))
        #expect(log.contains("A token does not count: its issuer has no such key"))
        for part in tokens.flatMap({ $0.split(separator: ".") }) { #expect(!log.contains(part)) }
        #expect(!log.contains("fraud/training"))
    }
}

@Suite struct `A job of CI` {
    /// Runs a script in a clone, with a token as the password that git is told.
    private func run(
        _ script: String, with wish: String = "{}", on issuer: Issuer
    ) async throws -> Outcome {
        let premises = issuer.premises
        let work = premises.place("job")
        try await premises.git("clone", "-q", premises.registry, work)
        var environment = premises.environment(of: nil)
        environment["CAIRN_TOKEN"] = try await issuer.token(wish)
        environment["GIT_CONFIG_COUNT"] = "1"
        environment["GIT_CONFIG_KEY_0"] = "credential.helper"
        environment["GIT_CONFIG_VALUE_0"] =
            #"!f() { echo username=ci; echo "password=$CAIRN_TOKEN"; }; f"#
        return try await shell(["bash", "-euc", script], in: work, environment: environment)
    }

    private let change = """
        echo '# a remark' >>models/fraud/detector/model.yaml
        git commit -qam 'Say something'
        """

    @Test func `pushes, and the log says on whose word`() async throws {
        let issuer = try await Issuer.shared.value
        let outcome = try await run("\(change)\ngit push -q origin HEAD:main", on: issuer)
        #expect(outcome.status == 0, "\(outcome.text)")
        let premises = issuer.premises
        let commit = try await premises.git(
            "log", "-1", "--format=%H", "--grep=Authentication: oidc", "refs/audit/log",
            in: premises.catalog)
        let entry = try await premises.git(
            "show", "\(commit.prefix(40)):entry.json", in: premises.catalog)
        #expect(entry.contains(#""actor" : "fraud-ci@example.com""#), "\(entry)")
        #expect(entry.contains(#""authentication" : "oidc""#))
        #expect(entry.contains(#""issuer" : "\#(issuer.url)/good""#))
        #expect(entry.contains("project_path:fraud/training:ref_type:branch:ref:main"))
        #expect(!entry.contains("mallory"))
        let subject = "project_path:fraud/training:ref_type:branch:ref:main"
        let log = try await premises.run([cairn, "-R", premises.catalog, "audit", "log"])
        #expect(log.output.contains("oidc \(subject)"), "\(log.output)")
        let page = try await premises.page("/acme/audit").body
        #expect(page.contains("known by oidc: \(subject) of \(issuer.url)/good"))
        let verified = try await premises.run([cairn, "-R", premises.catalog, "audit", "verify"])
        #expect(verified.status == 0, "\(verified.text)")
    }

    @Test(arguments: [
        ("sed -i 's/^stages/# more\\n&/' registry.yaml", "{}", "[role-missing]"),
        ("echo '# x' >>models/credit/scorer/model.yaml", "{}", "[role-missing]"),
        (
            "echo '# x' >>models/fraud/detector/model.yaml", #"{"claims": {"ref": "look"}}"#,
            "it is made for less"
        ),
        (
            "echo '# x' >>models/fraud/detector/model.yaml", #"{"claims": {"exp": -90}}"#,
            "Authentication failed"
        ),
    ])
    func `does no more than its rule lets it`(
        change: String, wish: String, complaint: String
    ) async throws {
        let issuer = try await Issuer.shared.value
        let outcome = try await run(
            "\(change)\ngit commit -qam change\ngit push origin HEAD:main", with: wish, on: issuer)
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains(complaint), "\(outcome.errors)")
    }

    @Test func `uploads and downloads artifacts with git lfs`() async throws {
        let issuer = try await Issuer.shared.value
        let script = """
            git lfs install --local >/dev/null
            git lfs pull --include models/fraud/detector/artifacts
            cat models/fraud/detector/artifacts/fraud.bin; echo
            mkdir -p models/fraud/detector/artifacts
            printf 'new weights' >models/fraud/detector/artifacts/fraud.bin
            git add models && git commit -qm 'new weights'
            git lfs push origin HEAD
            """
        let outcome = try await run(script, on: issuer)
        #expect(outcome.status == 0, "\(outcome.text)")
        #expect(outcome.output.contains("weights of fraud"), "\(outcome.text)")
        let digest = sha256("new weights")
        let path = "lfs/objects/\(digest.prefix(2))/\(digest.dropFirst(2).prefix(2))/\(digest)"
        #expect(FileManager.default.fileExists(atPath: "\(issuer.premises.catalog)/\(path)"))
    }
}

import FoundationEssentials
import NIOHTTP1
import RegistryCore
import Support
import Testing

@testable import Client

@Suite struct `Credentials come from` {
    private let scratch: Scratch
    private let now = Date(timeIntervalSince1970: 1_795_000_000)

    init() throws { scratch = try Scratch() }

    @Test func `the environment, before anything else`() async throws {
        try scratch.write(
            ".aws/credentials", "[default]\naws_access_key_id=F\naws_secret_access_key=s")
        let key = try await key([
            "AWS_ACCESS_KEY_ID": "E", "AWS_SECRET_ACCESS_KEY": "s", "AWS_SESSION_TOKEN": "t",
        ])
        #expect(key == AccessKey(id: "E", secret: "s", sessionToken: "t"))
    }

    @Test func `the shared files, of the profile asked for`() async throws {
        try scratch.write(
            ".aws/credentials",
            """
            # ours
            [default]
            aws_access_key_id = D
            aws_secret_access_key = d

            [ work ]
            AWS_ACCESS_KEY_ID=W
            aws_secret_access_key=w=/+
            aws_session_token = t
            """)
        try scratch.write(
            ".aws/config", "[profile play]\naws_access_key_id=P\naws_secret_access_key=p")
        #expect(try await key([:]) == AccessKey(id: "D", secret: "d"))
        #expect(
            try await key(["AWS_PROFILE": "work"])
                == AccessKey(id: "W", secret: "w=/+", sessionToken: "t"))
        #expect(try await key(["AWS_PROFILE": "play"]).id == "P")
        await #expect(throws: CredentialError.noSuchProfile("gone")) {
            try await key(["AWS_PROFILE": "gone"])
        }
    }

    @Test(arguments: [
        ["AWS_ACCESS_KEY_ID": "E"],
        ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://example.com/steal"],
    ])
    func `no place that is half set up`(environment: [String: String]) async throws {
        let error = await #expect(throws: CredentialError.self) { try await key(environment) }
        guard case .malformed = error else {
            Issue.record("reported as \(String(describing: error))")
            return
        }
    }

    @Test func `STS, for the token of a web identity, which is read anew each time`() async throws {
        let server = try await LoopbackServer { request, count in
            .text(
                """
                <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                <AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>R\(count)</AccessKeyId>
                <SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
                <Expiration>2026-11-18T12:00:00Z</Expiration></Credentials>
                </AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
                """)
        }
        let file = try scratch.write("token", "first.token\n")
        let source = try source([
            "AWS_ROLE_ARN": "arn:aws:iam::1:role/r", "AWS_WEB_IDENTITY_TOKEN_FILE": file,
            "AWS_ENDPOINT_URL_STS": server.url + "/",
        ])
        let key = try await source.find()
        #expect(key.id == "R0" && key.expires == Date(timestamp: "2026-11-18T12:00:00Z"))
        try scratch.write("token", "second+token")
        _ = try await source.find()
        let bodies = server.requests.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(
            bodies[0] == "Action=AssumeRoleWithWebIdentity&Version=2011-06-15"
                + "&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr&RoleSessionName=cairn"
                + "&WebIdentityToken=first.token")
        #expect(bodies[1].hasSuffix("&WebIdentityToken=second%2Btoken"))
    }

    @Test func `a container's endpoint, with its token`() async throws {
        let server = try await LoopbackServer { _, _ in .text(machineKey("C")) }
        let key = try await key([
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url + "/v1/keys",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN": "Bearer x",
        ])
        #expect(key.id == "C" && key.sessionToken == "t")
        #expect(server.requests[0].headers.first(name: "authorization") == "Bearer x")
    }

    @Test func `an instance's metadata, in a session of its own`() async throws {
        let server = try await LoopbackServer { request, _ in
            switch (request.method, request.target.split(separator: "/").last) {
            case ("PUT", "token"): .text("sesame")
            case ("GET", _)
            where request.headers.first(name: "x-aws-ec2-metadata-token") != "sesame":
                .text("", status: 401)
            case ("GET", "security-credentials"): .text("the-role")
            case ("GET", "the-role"): .text(machineKey("I"))
            default: .text("", status: 404)
            }
        }
        let key = try await key(["AWS_EC2_METADATA_SERVICE_ENDPOINT": server.url])
        #expect(key.id == "I")
        let first = server.requests[0]
        #expect(first.headers.first(name: "x-aws-ec2-metadata-token-ttl-seconds") == "300")
    }

    @Test func `nowhere, if no place has any`() async throws {
        await #expect(throws: CredentialError.none) { try await key([:]) }
    }

    @Test func `one look-up for many callers, and another before the key ends`() async throws {
        let clock = Clock(now)
        let server = try await LoopbackServer { _, count in .text(machineKey("K\(count)")) }
        let credentials = Credentials(
            environment: environment(["AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url]),
            transport: try transport(), now: { clock.now })
        let ids = try await withThrowingTaskGroup { group in
            for _ in 0..<20 { group.addTask { try await credentials.key().id } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(ids == ["K0"])
        clock.set(try #require(Date(timestamp: "2026-11-30T11:54:59Z")))
        #expect(try await credentials.key().id == "K0")
        clock.set(try #require(Date(timestamp: "2026-11-30T11:55:01Z")))
        #expect(try await credentials.key().id == "K1")
    }

    @Test func `what is left of the last key, while its issuer is away`() async throws {
        let clock = Clock(now)
        let server = try await LoopbackServer { _, count in
            count == 0 ? .text(machineKey("K")) : .text("", status: 403)
        }
        let credentials = Credentials(
            environment: environment(["AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url]),
            transport: try transport(), now: { clock.now })
        _ = try await credentials.key()
        clock.set(try #require(Date(timestamp: "2026-11-30T11:58:00Z")))
        #expect(try await credentials.key().id == "K")
        clock.set(try #require(Date(timestamp: "2026-11-30T12:00:01Z")))
        await #expect(
            throws: CredentialError.refused(source: "the container's endpoint", status: 403)
        ) { try await credentials.key() }
    }

    private func key(_ environment: [String: String]) async throws -> AccessKey {
        try await source(environment).find()
    }

    private func source(_ more: [String: String]) throws -> CredentialSource {
        CredentialSource(environment: environment(more), transport: try transport())
    }

    private func environment(_ more: [String: String]) -> [String: String] {
        [
            "HOME": scratch.path,
            "AWS_EC2_METADATA_DISABLED": "\(more.keys.allSatisfy { !$0.contains("METADATA") })",
        ]
        .merging(more) { $1 }
    }

    private func transport() throws -> HTTPTransport {
        var options = TransportOptions()
        options.retries.firstWait = .milliseconds(1)
        return try HTTPTransport(options)
    }
}

private func machineKey(_ id: String) -> String {
    """
    {"Code": "Success", "AccessKeyId": "\(id)", "SecretAccessKey": "s", "Token": "t", \
    "Expiration": "2026-11-30T12:00:00Z"}
    """
}

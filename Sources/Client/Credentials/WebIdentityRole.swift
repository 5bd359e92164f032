import FoundationEssentials

/// A role that is assumed by showing a token of somebody else's, as pods of Kubernetes and jobs of
/// a CI do.
struct WebIdentityRole: Hashable, Sendable {
    let arn: String
    /// Read each time, because whoever issues the token renews it there.
    let tokenFile: String
    let sessionName: String

    init(arn: String, tokenFile: String, sessionName: String?) {
        self.arn = arn
        self.tokenFile = tokenFile
        self.sessionName = sessionName ?? "cairn"
    }

    /// As `AWS_ROLE_ARN` and `AWS_WEB_IDENTITY_TOKEN_FILE` say.
    init?(_ environment: [String: String]) {
        guard let arn = environment.nonEmpty("AWS_ROLE_ARN"),
            let file = environment.nonEmpty("AWS_WEB_IDENTITY_TOKEN_FILE")
        else { return nil }
        self.init(
            arn: arn, tokenFile: file, sessionName: environment.nonEmpty("AWS_ROLE_SESSION_NAME"))
    }
}

extension CredentialSource {
    /// Asks STS for a key by `AssumeRoleWithWebIdentity`, a request that nobody signs.
    func key(assuming role: WebIdentityRole) async throws(CredentialError) -> AccessKey {
        let form = [
            SignableRequest.Field("Action", "AssumeRoleWithWebIdentity"),
            .init("Version", "2011-06-15"), .init("RoleArn", role.arn),
            .init("RoleSessionName", role.sessionName),
            .init("WebIdentityToken", try shortFile(role.tokenFile)),
        ]
        let request = HTTPRequest(
            "POST", tokenService,
            headers: [.init("content-type", "application/x-www-form-urlencoded")],
            body: .bytes(Array(form.map(\.encoded).joined(separator: "&").utf8)))
        let answer = XMLReader.read(try await reply(to: request, from: "STS"))
        let result = answer?.all("AssumeRoleWithWebIdentityResult").first
        guard let found = result?.all("Credentials").first, let id = found["AccessKeyId"],
            let secret = found["SecretAccessKey"], let token = found["SessionToken"],
            let expires = found["Expiration"].flatMap(Date.init(aws:))
        else { throw .malformed(source: "STS") }
        return AccessKey(id: id, secret: secret, sessionToken: token, expires: expires)
    }

    /// Where STS is: the region's own, or whatever the environment names.
    private var tokenService: String {
        if let named = environment.nonEmpty("AWS_ENDPOINT_URL_STS") { return named }
        let region =
            environment.nonEmpty("AWS_REGION") ?? environment.nonEmpty("AWS_DEFAULT_REGION")
        return region.map { "https://sts.\($0).amazonaws.com/" } ?? "https://sts.amazonaws.com/"
    }
}

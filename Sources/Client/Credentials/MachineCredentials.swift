import FoundationEssentials
import RegistryCore

/// What the services on a machine's own network reply with.
private struct MachineKey: Decodable {
    let id: String
    let secret: String
    let token: String
    let expiration: String

    enum CodingKeys: String, CodingKey {
        case id = "AccessKeyId"
        case secret = "SecretAccessKey"
        case token = "Token"
        case expiration = "Expiration"
    }

    static func read(_ bytes: [UInt8], from source: String) throws(CredentialError) -> AccessKey {
        guard let key = try? JSONDecoder().decode(Self.self, from: Data(bytes)),
            let expires = Date(aws: key.expiration)
        else { throw .malformed(source: source) }
        return AccessKey(
            id: key.id, secret: key.secret, sessionToken: key.token, expires: expires)
    }
}

extension CredentialSource {
    /// Asks the endpoint that a container's environment names (ECS, EKS Pod Identity).
    func containerKey() async throws(CredentialError) -> AccessKey? {
        guard let url = try containerAddress() else { return nil }
        var token = environment.nonEmpty("AWS_CONTAINER_AUTHORIZATION_TOKEN")
        if let file = environment.nonEmpty("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") {
            token = try shortFile(file)
        }
        let request = HTTPRequest(
            "GET", url, headers: token.map { [.init("authorization", $0)] } ?? [])
        let source = "the container's endpoint"
        return try MachineKey.read(try await reply(to: request, from: source), from: source)
    }

    /// - Throws: `malformed` for an address over plain HTTP that leads off this machine: whoever
    ///   can set a variable could otherwise send the token anywhere.
    private func containerAddress() throws(CredentialError) -> String? {
        if let path = environment.nonEmpty("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
            return "http://169.254.170.2\(path)"
        }
        guard let text = environment.nonEmpty("AWS_CONTAINER_CREDENTIALS_FULL_URI") else {
            return nil
        }
        let near: Set = [
            "127.0.0.1", "localhost", "::1", "169.254.170.2", "169.254.170.23", "fd00:ec2::23",
        ]
        guard let url = URL(string: text), let host = url.host(),
            url.scheme == "https" || near.contains(host)
        else { throw .malformed(source: "AWS_CONTAINER_CREDENTIALS_FULL_URI") }
        return text
    }

    /// Asks the metadata service of a virtual machine (IMDSv2, with a session of its own); `nil`
    /// where there is none, or this machine has no role.
    func instanceKey() async throws(CredentialError) -> AccessKey? {
        guard environment["AWS_EC2_METADATA_DISABLED"]?.lowercased() != "true" else { return nil }
        let base =
            environment.nonEmpty("AWS_EC2_METADATA_SERVICE_ENDPOINT") ?? "http://169.254.169.254"
        let source = "the instance's metadata"
        let start = HTTPRequest(
            "PUT", "\(base)/latest/api/token",
            headers: [.init("x-aws-ec2-metadata-token-ttl-seconds", "300")])
        guard let session = try? await reply(to: start, from: source) else { return nil }
        let proof = [
            SignableRequest.Field(
                "x-aws-ec2-metadata-token", String(decoding: session, as: UTF8.self))
        ]
        let folder = "\(base)/latest/meta-data/iam/security-credentials/"
        let roles: [UInt8]
        do throws(CredentialError) {
            roles = try await reply(to: HTTPRequest("GET", folder, headers: proof), from: source)
        } catch .refused(_, status: 404) {
            return nil
        }
        let role = String(decoding: roles, as: UTF8.self).prefix { !$0.isNewline }
        let address = folder + role.percentEncoded
        return try MachineKey.read(
            try await reply(to: HTTPRequest("GET", address, headers: proof), from: source),
            from: source)
    }
}

extension Date {
    /// Reads a time of AWS's, with or without a fraction of a second.
    init?(aws text: String) {
        let styles = [
            Date.ISO8601FormatStyle(), Date.ISO8601FormatStyle(includingFractionalSeconds: true),
        ]
        guard let date = styles.lazy.compactMap({ try? $0.parse(text) }).first else { return nil }
        self = date
    }
}

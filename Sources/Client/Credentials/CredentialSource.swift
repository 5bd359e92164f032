import FoundationEssentials

/// Where a key may come from: the places and their order are those of AWS's own programs.
struct CredentialSource: Sendable {
    let environment: [String: String]
    let transport: HTTPTransport

    /// The key of the first place that has one.
    func find() async throws(CredentialError) -> AccessKey {
        if let key = try environmentKey() { return key }
        let profile = try SharedProfile(environment)
        if let role = WebIdentityRole(environment) ?? profile?.role {
            return try await key(assuming: role)
        }
        if let key = try profile?.key() { return key }
        if let key = try await containerKey() { return key }
        if let key = try await instanceKey() { return key }
        throw .none
    }

    private func environmentKey() throws(CredentialError) -> AccessKey? {
        guard let id = environment.nonEmpty("AWS_ACCESS_KEY_ID") else { return nil }
        guard let secret = environment.nonEmpty("AWS_SECRET_ACCESS_KEY") else {
            throw .malformed(source: "AWS_ACCESS_KEY_ID without AWS_SECRET_ACCESS_KEY")
        }
        return AccessKey(
            id: id, secret: secret, sessionToken: environment.nonEmpty("AWS_SESSION_TOKEN"))
    }

    /// Sends a request for credentials, a few times if need be, and reads all of a short reply.
    func reply(
        to request: HTTPRequest, from source: String
    ) async throws(CredentialError) -> [UInt8] {
        try await transport.options.retries.run(whenTransient: \.isTransient) {
            () async throws(CredentialError) in try await attempt(request, source)
        }
    }

    private func attempt(
        _ request: HTTPRequest, _ source: String
    ) async throws(CredentialError) -> [UInt8] {
        let status: Int
        let body: [UInt8]
        do {
            var reply = try await transport.send(request)
            status = reply.status
            body = try await reply.collect(atMost: 1 << 16)
        } catch {
            throw .http(error)
        }
        guard status == 200 else { throw .refused(source: source, status: status) }
        return body
    }
}

extension CredentialError {
    /// Whether asking again may help.
    fileprivate var isTransient: Bool {
        switch self {
        case .http(let error): error.isTransient
        case .refused(_, let status): status >= 500 || status == 429
        case .none, .unreadable, .noSuchProfile, .malformed: false
        }
    }
}

extension [String: String] {
    /// The variable's value, unless it is empty.
    func nonEmpty(_ name: String) -> String? {
        self[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// The text of a short file, without white space around it.
func shortFile(_ path: String) throws(CredentialError) -> String {
    guard let data = FileManager.default.contents(atPath: path), data.count <= 1 << 20 else {
        throw .unreadable(path: path)
    }
    let text = String(decoding: data, as: UTF8.self)
    return String(
        text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
}

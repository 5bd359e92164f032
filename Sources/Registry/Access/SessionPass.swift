import FoundationEssentials
import RegistryCore

/// What `git-lfs-authenticate` hands out over SSH: a bearer token that stands over HTTP, for some
/// minutes, for whom sshd has let in.
struct SessionPass {
    let permit: Permit

    /// How long one is good, in seconds. Git LFS asks for another by itself.
    static let lifetime = 900

    init(_ permit: Permit) {
        self.permit = permit
    }

    /// The token: a word of our own, the permit in base64, and the code of that.
    func text(sealedBy secret: RegistrySecret) throws(RegistryError) -> String {
        let bytes = try encodeJSON(permit, pretty: false)
        let body = Data(bytes).base64EncodedString()
        return "\(Self.prefix)\(body).\(secret.code(.session, body))"
    }

    /// Reads what `text` wrote; `nil` for anything else, and after its time.
    init?(parsing text: String, secret: RegistrySecret, now: Date) {
        guard text.hasPrefix(Self.prefix) else { return nil }
        let parts = text.dropFirst(Self.prefix.count).split(
            separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let code = Digest(parsing: parts[1]),
            secret.confirms(code, .session, String(parts[0])),
            let bytes = Data(base64Encoded: String(parts[0])),
            let permit = try? decodeJSON(Permit.self, from: Array(bytes), what: "a pass"),
            permit.expires > now
        else { return nil }
        self.permit = permit
    }

    private static let prefix = "cairn-session."
}

/// The address without what would let a reader in: user and password of a URL, and those parts of
/// its query that look like a secret. A name before a host reached by SSH stays; it is none.
func withoutCredentials(_ address: String) -> String {
    guard let scheme = address.firstRange(of: "://") else { return address }
    let rest = address[scheme.upperBound...]
    let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    let authority = rest[..<end]
    let isSSH = address.lowercased().hasPrefix("ssh") || address.lowercased().hasPrefix("git+ssh")
    let host = authority.lastIndex(of: "@").map { authority.index(after: $0) }
    var shown = String(authority[(host ?? authority.startIndex)...])
    if isSSH, let host {
        let user = authority[..<host].prefix { $0 != ":" && $0 != "@" }
        shown = "\(user)@\(shown)"
    }
    return "\(address[..<scheme.upperBound])\(shown)\(withoutSecrets(rest[end...]))"
}

/// What follows the host, without the parameters of the query that look like a secret.
private func withoutSecrets(_ tail: Substring) -> String {
    guard let mark = tail.firstIndex(of: "?") else { return String(tail) }
    let query = tail[tail.index(after: mark)...]
    let end = query.firstIndex(of: "#") ?? query.endIndex
    let kept = query[..<end].split(separator: "&").filter { parameter in
        let name = parameter.prefix { $0 != "=" }.lowercased()
        return !secretWords.contains { name.contains($0) }
    }
    let joined = kept.isEmpty ? "" : "?" + kept.joined(separator: "&")
    return "\(tail[..<mark])\(joined)\(query[end...])"
}

/// Parts of the names under which services hide secrets: `X-Amz-Signature`, `access_token`, `sig`…
private let secretWords = ["token", "key", "secret", "sig", "password", "credential", "auth"]

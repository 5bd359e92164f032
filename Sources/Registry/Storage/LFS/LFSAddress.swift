import FoundationEssentials

/// Where the Git LFS service of a remote is, by git-lfs's own rule
/// (git-lfs/docs/api/server-discovery.md).
enum LFSAddress: Hashable {
    /// The service itself, without a slash at its end and without credentials.
    case http(String)
    /// A machine that is to be asked where the service of the repository at `path` is.
    case ssh(destination: String, port: Int?, path: String)

    /// - Parameters:
    ///   - remote: What `git` is told of the repository.
    ///   - service: What git's `lfs.url` says; the service is there, then.
    /// - Returns: `nil` for a folder, and for what no service can be found from.
    init?(remote: String, service: String?) {
        if let service {
            guard let address = Self.http(service) else { return nil }
            self = .http(address)
        } else if let address = Self.http(remote) {
            self = .http(
                address.hasSuffix(".git") ? "\(address)/info/lfs" : "\(address).git/info/lfs")
        } else if let address = Self.ssh(remote) {
            self = address
        } else {
            return nil
        }
    }

    private static func http(_ text: String) -> String? {
        guard var parts = URLComponents(string: text), let host = parts.host, !host.isEmpty,
            ["http", "https"].contains(parts.scheme)
        else { return nil }
        parts.user = nil
        parts.password = nil
        parts.query = nil
        parts.fragment = nil
        guard var address = parts.string else { return nil }
        while address.hasSuffix("/") { address.removeLast() }
        return address
    }

    /// `ssh://[user@]host[:port]/path` or `[user@]host:path`.
    private static func ssh(_ text: String) -> LFSAddress? {
        guard !text.contains("://") else {
            guard let url = URL(string: text), url.scheme == "ssh", let host = url.host() else {
                return nil
            }
            let user = url.user().map { "\($0)@" } ?? ""
            return .ssh(
                destination: user + host, port: url.port, path: url.path(percentEncoded: false))
        }
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, !parts[0].contains("/") else { return nil }
        return .ssh(destination: String(parts[0]), port: nil, path: String(parts[1]))
    }
}

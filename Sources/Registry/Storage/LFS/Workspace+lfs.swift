import Artifacts
import Client
import Git
import RegistryCore

extension Workspace {
    /// The registry's store where a Git LFS server keeps it; `nil` where Cairn's own client finds
    /// no way to one.
    func lfsStore() async throws(RegistryError) -> LFSStore? {
        if lfsAccess == nil { lfsAccess = try await openAccess() }
        return lfsAccess.map {
            LFSStore(access: $0, progress: session.progress, note: session.note)
        }
    }

    private func openAccess() async throws(RegistryError) -> LFSAccess? {
        guard let address = LFSAddress(remote: remote, service: configuredService) else {
            return nil
        }
        var options = TransportOptions()
        options.certificates =
            session.environment["GIT_SSL_CAINFO"] ?? (try? config("http.sslCAInfo"))
        let transport: HTTPTransport
        do { transport = try HTTPTransport(options) } catch {
            throw RegistryError(
                .unreachable, "The registry's artifacts can't be reached: \(error.reason).",
                remedy: "Set git's http.sslCAInfo to a PEM file of certificates, or unset it.")
        }
        let access = LFSAccess(
            to: address, of: remote, git: catalog.git,
            shell: SecureShell(git: catalog.git, environment: session.environment),
            transport: transport)
        return await access.isOffered() ? access : nil
    }

    /// The service that git's settings name; never what `.lfsconfig` says, which comes from others.
    private var configuredService: String? {
        if case .clone(let name) = catalog.layout, let url = try? config("remote.\(name).lfsurl") {
            return url
        }
        return try? config("lfs.url")
    }

    private func config(_ key: String) throws(GitError) -> String? {
        try catalog.repository.config(key)
    }
}

/// What git's own credential helpers know for an address (git-credential(1)).
package struct GitCredential: Sendable {
    package let username: String
    package let password: String
}

extension GitProgram {
    /// The credential for `url`; `nil` if no helper has one. Nobody is asked.
    package func credential(for url: String) async throws(GitError) -> GitCredential? {
        guard !url.utf8.contains(where: { $0 < 33 }) else { throw .invalidArgument(url) }
        let output = try await run(
            ["-c", "core.askPass=true", "credential", "fill"], input: Array("url=\(url)\n\n".utf8))
        guard output.status == 0 else { return nil }
        var values: [Substring: String] = [:]
        for line in output.text.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { values[parts[0]] = String(parts[1]) }
        }
        guard let password = values["password"], !password.isEmpty else { return nil }
        return GitCredential(username: values["username"] ?? "", password: password)
    }
}

import FoundationEssentials

/// What git's own credential helpers know for an address (git-credential(1)).
package struct GitCredential: Sendable {
    package let username: String
    package let password: String
    /// The lines as git wrote them, by which helpers know it again.
    fileprivate let lines: [UInt8]

    /// What became of a credential.
    package enum Verdict: Sendable {
        case approve, reject
    }

    /// What HTTP wants in `Authorization` (RFC 7617).
    package var basicAuthorization: String {
        "Basic \(Data("\(username):\(password)".utf8).base64EncodedString())"
    }
}

extension GitProgram {
    /// The credential for `url`; `nil` if there is none.
    ///
    /// - Parameter mayAsk: Whether somebody may be asked where no helper has one.
    package func credential(
        for url: String, mayAsk: Bool
    ) async throws(GitError) -> GitCredential? {
        guard !url.utf8.contains(where: { $0 < 33 }) else { throw .invalidArgument(url) }
        let silence: [GitArgument] = mayAsk ? [] : ["-c", "core.askPass=true"]
        let output = try await run(
            silence + ["credential", "fill"], input: Array("url=\(url)\n\n".utf8))
        guard output.status == 0 else { return nil }
        var values: [Substring: String] = [:]
        for line in output.text.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { values[parts[0]] = String(parts[1]) }
        }
        guard let password = values["password"], !password.isEmpty else { return nil }
        return GitCredential(
            username: values["username"] ?? "", password: password, lines: output.output)
    }

    /// Tells the helpers what became of a credential, for them to keep or to forget it.
    package func note(
        _ verdict: GitCredential.Verdict, of credential: GitCredential
    ) async throws(GitError) {
        let words: [GitArgument] =
            switch verdict {
            case .approve: ["credential", "approve"]
            case .reject: ["credential", "reject"]
            }
        try await require(words, input: credential.lines)
    }
}

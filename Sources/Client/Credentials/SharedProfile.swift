/// One entry in the files that AWS's programs share: `~/.aws/credentials` and `~/.aws/config`.
struct SharedProfile: Sendable {
    private let name: String
    private var settings: [String: String] = [:]

    /// Reads the profile that `AWS_PROFILE` names, else `default`, from both files.
    ///
    /// - Returns: `nil` without a profile, which is an error only if one was asked for.
    init?(_ environment: [String: String]) throws(CredentialError) {
        name = environment.nonEmpty("AWS_PROFILE") ?? "default"
        let home = environment["HOME"] ?? ""
        let files = [
            (environment.nonEmpty("AWS_CONFIG_FILE"), "\(home)/.aws/config"),
            (environment.nonEmpty("AWS_SHARED_CREDENTIALS_FILE"), "\(home)/.aws/credentials"),
        ]
        for (named, usual) in files {
            guard let text = try? shortFile(named ?? usual) else { continue }
            for title in [name, "profile \(name)"] {
                settings.merge(iniSections(of: text)[title] ?? [:]) { $1 }
            }
        }
        guard settings.isEmpty else { return }
        guard environment.nonEmpty("AWS_PROFILE") == nil else { throw .noSuchProfile(name) }
        return nil
    }

    /// The key written down in the profile, if it has one.
    func key() throws(CredentialError) -> AccessKey? {
        guard let id = settings["aws_access_key_id"] else { return nil }
        guard let secret = settings["aws_secret_access_key"] else {
            throw .malformed(source: "profile \(name)")
        }
        return AccessKey(id: id, secret: secret, sessionToken: settings["aws_session_token"])
    }

    /// The role that the profile wants assumed with a token from a file.
    var role: WebIdentityRole? {
        guard let arn = settings["role_arn"], let file = settings["web_identity_token_file"] else {
            return nil
        }
        return WebIdentityRole(
            arn: arn, tokenFile: file, sessionName: settings["role_session_name"])
    }
}

/// The settings of an INI file's sections, whose names have the brackets and outer spaces taken
/// off. What is no setting is skipped, as AWS's programs do.
func iniSections(of text: String) -> [String: [String: String]] {
    var sections: [String: [String: String]] = [:]
    var current: String?
    for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
        if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
            let words = line[line.index(after: line.startIndex)..<end]
            current = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        } else if let current, let equals = line.firstIndex(of: "=") {
            let name = line[..<equals].trimmed.lowercased()
            sections[current, default: [:]][name] = line[line.index(after: equals)...].trimmed
        }
    }
    return sections
}

extension Substring {
    fileprivate var trimmed: String {
        let start = drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}

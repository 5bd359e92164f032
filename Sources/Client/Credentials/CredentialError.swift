/// Why there is no key to sign with. None of it holds a secret.
package enum CredentialError: Error, Hashable {
    /// No place that was looked at has any.
    case none
    /// A file that the environment names can't be read.
    case unreadable(path: String)
    /// Neither of the shared files has this profile.
    case noSuchProfile(String)
    /// A place has a key without its secret, or a reply is not what it should be.
    case malformed(source: String)
    /// A service was asked and said no.
    case refused(source: String, status: Int)
    /// A service could not be asked.
    case http(HTTPError)
}

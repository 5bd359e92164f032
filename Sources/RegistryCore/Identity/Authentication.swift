/// How the registry knows who pushed.
package enum Authentication: String, Hashable, Sendable, Codable {
    /// The push itself says so, and proves nothing: the catalog was reached by path.
    case claimed
    /// A push certificate that this person signed, and that was made for this push.
    case certificate
    /// The registry's own server, which had them authenticate.
    case server
    /// The same, by a token of an issuer that the policy names.
    case oidc
}

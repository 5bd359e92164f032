/// Whom a token was issued to, in the issuer's own words: what the audit log says beside the name
/// that the policy gave them.
package struct TokenSubject: Hashable, Sendable, Codable {
    package let issuer: IssuerURL
    /// The `sub` of OpenID Connect, such as `project_path:fraud/training:ref_type:branch:ref:main`.
    package let subject: String

    package init(issuer: IssuerURL, subject: String) {
        self.issuer = issuer
        self.subject = subject
    }
}

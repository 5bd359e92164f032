/// Why an issuer's keys can't be had.
package enum IssuerError: Error, Hashable {
    case unreachable(HTTPError)
    /// It did not answer within the time that a request may wait for it.
    case tooSlow
    /// It answered with this status.
    case refused(status: Int)
    /// What it says of itself is not what OpenID Connect Discovery 1.0 §4.2 asks for.
    case notDescribed
    /// It says that it is somebody else.
    case anotherIssuer
    /// Its keys are at an address where somebody else could change them.
    case unsafeAddress
    /// What it gives is no set of keys.
    case noKeySet
}

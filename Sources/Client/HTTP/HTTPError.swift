/// Why no reply came, or not all of one.
package enum HTTPError: Error, Hashable {
    /// This is no address a request could go to.
    case invalidAddress(String)
    /// The file of certificates to trust can't be read.
    case certificatesUnreadable(String)
    /// Nobody answers at this host.
    case unreachable(host: String, reason: String)
    /// The host's certificate is not one we trust.
    case untrusted(host: String, reason: String)
    /// The connection ended in the middle of an exchange, or nothing came over it for too long.
    case connectionLost(host: String, reason: String)
    /// A reply is longer than any of its kind, in bytes.
    case tooLong(host: String, limit: Int)
    /// What a request's body was to be read from broke off.
    case sourceFailed
    /// The task was cancelled.
    case cancelled

    /// Whether another try may go better.
    package var isTransient: Bool {
        switch self {
        case .unreachable, .connectionLost: true
        case .invalidAddress, .certificatesUnreadable, .untrusted, .tooLong, .sourceFailed,
            .cancelled:
            false
        }
    }
}

/// Why a Git LFS server did not do what it was asked.
package enum LFSError: Error, Hashable {
    /// It wants to know who asks, or does not know whoever was named.
    case unauthenticated
    /// It does not let us do that; what it says of it.
    case denied(String)
    /// There is no Git LFS at this address.
    case notServed
    /// It has no such object, or not for us.
    case missing
    /// The bytes it got are not those of the object's name.
    case corrupt(String)
    /// It sends an object only whole.
    case rangesIgnored
    /// Any other refusal: the status, and what the server says of it.
    case refused(status: Int, String)
    /// A reply is not what Git LFS says it is; `to` is what was asked.
    case malformedReply(to: String)
    case http(HTTPError)

    /// Whether another try may go better.
    package var isTransient: Bool {
        switch self {
        case .http(let error): error.isTransient
        case .refused(let status, _): [408, 429, 500, 502, 503, 504].contains(status)
        case .unauthenticated, .denied, .notServed, .missing, .corrupt, .rangesIgnored,
            .malformedReply:
            false
        }
    }

    /// What a refusal means.
    init(status: Int, message: String) {
        switch status {
        case 401: self = .unauthenticated
        case 403: self = .denied(message)
        case 404, 410: self = .missing
        case 422: self = .corrupt(message)
        default: self = .refused(status: status, message)
        }
    }
}

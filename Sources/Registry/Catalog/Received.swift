package import FoundationEssentials

/// When the registry received a signature, as far as it is known here.
package enum Received: Hashable, Sendable {
    /// The registry noted it, or receives it now.
    case at(Date)
    /// No audit log tells; keys are judged as of this time, and a revoked one does not count.
    case unknown(judgedAs: Date)

    /// The time at which keys must be valid.
    package var instant: Date {
        switch self {
        case .at(let date), .unknown(let date): date
        }
    }

    /// Whether it is certain to have been before `revocation`.
    func isBefore(_ revocation: Date) -> Bool {
        switch self {
        case .at(let date): date < revocation
        case .unknown: false
        }
    }
}

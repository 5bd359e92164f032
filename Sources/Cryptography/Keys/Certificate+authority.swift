package import FoundationEssentials

/// Why a certificate does not let its key sign, though its authority signed it.
package enum CertificateError: Error, Equatable {
    /// It is for machines, or for something newer.
    case notForPeople
    /// Its time has not come yet.
    case notYetValid
    /// Its time is over.
    case expired
    /// It is for other names than this.
    case wrongPrincipal
    /// It holds on a condition that nothing here can see to.
    case criticalOption(String)
}

extension Certificate {
    /// The one condition that a signature can meet.
    private static let verifyRequired = "verify-required"

    /// Whether it is for a hardware key that knows who touches it.
    var demandsVerifiedUser: Bool { criticalOptions.contains(Self.verifyRequired) }

    /// Demands that the certificate lets its key sign as `principal` at `date`.
    ///
    /// OpenSSH demands the same, but for the critical options, which it leaves to the server that
    /// somebody logs in to; where a signature is verified there is none.
    package func authorize(
        _ principal: String, at date: Date
    ) throws(CertificateError) {
        guard kind == 1 else { throw .notForPeople }
        let seconds = UInt64(max(0, date.timeIntervalSince1970.rounded(.down)))
        guard seconds >= validAfter else { throw .notYetValid }
        guard seconds < validBefore else { throw .expired }
        guard principals.contains(principal) else { throw .wrongPrincipal }
        if let option = criticalOptions.first(where: { $0 != Self.verifyRequired }) {
            throw .criticalOption(option)
        }
    }
}

import Cryptography
import FoundationEssentials
import RegistryCore

/// Why a signature that holds speaks for nobody here, as the end of a sentence that begins with
/// "it".
struct UncountedSigner: Error {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}

extension Signers {
    /// Whom a verified signature speaks for.
    ///
    /// - Parameter claimed: Who is said to have signed, for a certificate that names several;
    ///   without it a certificate must name exactly one person.
    func person(
        behind signature: Signature, claimed: Person? = nil, received: Received
    ) throws(UncountedSigner) -> Person {
        let person = try person(
            behind: signature.publicKey, signature.certificate, claimed: claimed,
            at: received.instant)
        if let since = revoked.revocation(of: signature), !received.isBefore(since) {
            throw UncountedSigner(
                "is signed with \(signature.publicKey.fingerprint), which is revoked since "
                    + since.timestamp)
        }
        return person
    }

    /// Whose key or certificate that is at `instant`, unless it is revoked.
    func person(
        behind key: PublicKey, _ certificate: Certificate?, claimed: Person?, at instant: Date
    ) throws(UncountedSigner) -> Person {
        guard let certificate else { return try owner(of: key, at: instant) }
        return try holder(of: certificate, claimed: claimed, at: instant)
    }

    /// Everyone whom a signature could name, whether or not it counts: naming can only exclude.
    func people(namedBy signature: Signature) -> Set<Person> {
        var people = Set((signature.certificate?.principals ?? []).compactMap(Person.init))
        if let owner = owner(of: signature.publicKey) { people.insert(owner.person) }
        return people
    }

    private func owner(
        of key: PublicKey, at instant: Date
    ) throws(UncountedSigner) -> Person {
        guard let owner = owner(of: key) else {
            throw UncountedSigner("is signed with \(key.fingerprint), a key nobody here has")
        }
        guard owner.isValid(at: instant) else {
            throw UncountedSigner(
                "is signed with the key \(key.fingerprint) of \(owner.person), which was not valid "
                    + "when the registry received it")
        }
        return owner.person
    }

    private func holder(
        of certificate: Certificate, claimed: Person?, at instant: Date
    ) throws(UncountedSigner) -> Person {
        let authority = try authority(of: certificate, at: instant)
        let named = certificate.principals.compactMap(Person.init).filter {
            authority.matches(principal: $0.description)
        }
        let person = claimed.map { named.contains($0) ? $0 : nil } ?? named.onlyElement
        guard let person else {
            let who = claimed.map { "not for \($0)" } ?? "not for exactly one person"
            throw UncountedSigner("is signed with a certificate, and that is \(who)")
        }
        do throws(CertificateError) {
            try certificate.authorize(person.description, at: instant)
        } catch {
            throw UncountedSigner("is signed with a certificate that \(flaw(error))")
        }
        // A key with a line of its own is bound to that line's person and time.
        if owner(of: certificate.publicKey) != nil {
            guard try owner(of: certificate.publicKey, at: instant) == person else {
                throw UncountedSigner("is signed with a certified key that is another's")
            }
        }
        return person
    }

    private func authority(
        of certificate: Certificate, at instant: Date
    ) throws(UncountedSigner) -> AllowedSigners.Entry {
        let key = certificate.authority
        guard let authority = authorities.first(where: { $0.key == key }) else {
            throw UncountedSigner(
                "is signed with a certificate of \(key.fingerprint), an authority nobody here "
                    + "knows")
        }
        guard authority.isOpen(at: instant) else {
            throw UncountedSigner(
                "is signed with a certificate of the authority \(key.fingerprint), which was not "
                    + "valid when the registry received it")
        }
        return authority
    }
}

extension AllowedSigners.Entry {
    /// Whether the line counts at `instant`; unlike for OpenSSH, no more in the last second.
    func isOpen(at instant: Date) -> Bool {
        (validAfter.map { $0 <= instant } ?? true) && (validBefore.map { instant < $0 } ?? true)
    }
}

private func flaw(_ error: CertificateError) -> String {
    switch error {
    case .notForPeople: "is not for people"
    case .notYetValid: "was not valid yet when the registry received it"
    case .expired: "had expired when the registry received it"
    case .wrongPrincipal: "names somebody else"
    case .criticalOption(let name):
        "has the critical option \(name.printable), which a signature can't meet"
    }
}

extension Array {
    /// The element, if there is exactly one.
    fileprivate var onlyElement: Element? { count == 1 ? first : nil }
}

extension Signers {
    /// Whether anything `person` signs at `instant` could count.
    func canSign(_ person: Person, at instant: Date) -> Bool {
        if !keys(of: person, at: instant).isEmpty { return true }
        return authorities.contains { authority in
            authority.matches(principal: person.description) && authority.isOpen(at: instant)
                && revoked.revocation(of: .ssh(authority.key)).map { instant < $0 } ?? true
        }
    }
}

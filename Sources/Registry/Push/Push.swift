package import FoundationEssentials
package import RegistryCore

/// What somebody asks the registry to accept: refs to be moved, all of them or none.
package struct Push: Sendable {
    package var updates: [AuditEntry.Update]
    package var actor: Person
    /// How far that authentication reaches.
    package var reach: Reach
    package var authentication: Authentication
    /// Whom an issuer has vouched for, where `authentication` is `oidc`.
    package var subject: TokenSubject?
    package var received: Date
    /// The push certificate, if it came with one that holds.
    package var certificate: ObjectID?
    /// What everybody may do by somebody else's word, such as a host's that lets only its members
    /// merge, besides what `actor` may by the policy.
    package var vouched: Role?

    package init(
        updates: [AuditEntry.Update], actor: Person, authentication: Authentication,
        received: Date, certificate: ObjectID? = nil, reach: Reach = .whole,
        subject: TokenSubject? = nil
    ) {
        self.updates = updates
        self.actor = actor
        self.reach = reach
        self.authentication = authentication
        self.received = received
        self.certificate = certificate
        self.subject = subject
    }
}

/// What the rules say of a push.
package struct PushVerdict: Sendable {
    /// Everything that stands in the way, ref by ref; empty when the push is accepted.
    package var refusals: [(ref: String, objections: [Objection])] = []
    package var versions: [AuditEntry.Introduced] = []
    package var verdicts: [AuditEntry.Judged] = []
    /// What was read to decide, so that the ref transaction can read it again.
    var evidence = ReadEvidence()

    /// Takes in the verdict on one more ref.
    mutating func add(_ other: PushVerdict) {
        versions += other.versions
        verdicts += other.verdicts
        evidence.paths.merge(other.evidence.paths) { $1 }
        evidence.refs.merge(other.evidence.refs) { $1 }
        evidence.folders.merge(other.evidence.folders) { $1 }
    }

    /// Whether every ref of the push may move.
    package var isAccepted: Bool { refusals.isEmpty }
}

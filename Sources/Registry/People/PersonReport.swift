import Cryptography
package import FoundationEssentials
package import RegistryCore

/// One person whom the registry knows: what they may do, and what they sign with.
package struct PersonReport: Encodable, Sendable {
    package let person: Person
    /// What they may do everywhere; `nil` for nothing.
    package let role: Role?
    /// What they may do in namespaces where that is more, by the namespace.
    package let namespaces: [String: Role]
    package let groups: [GroupName]
    package let keys: [KeyReport]
}

/// One key of a person.
package struct KeyReport: Hashable, Encodable, Sendable {
    /// `SHA256:…`, as `ssh-keygen -l` prints it.
    package let fingerprint: String
    /// Its type by its name in SSH, such as `ssh-ed25519`.
    package let algorithm: String
    package let validAfter: Date?
    package let validBefore: Date?
    /// Whether what it signs now counts.
    package let valid: Bool

    private enum CodingKeys: String, CodingKey {
        case fingerprint, algorithm, valid
        case validAfter = "valid_after"
        case validBefore = "valid_before"
    }

    init(_ key: Signers.Key, at instant: Date) {
        fingerprint = key.publicKey.fingerprint
        algorithm = key.publicKey.type
        validAfter = key.validAfter
        validBefore = key.validBefore
        valid = key.isValid(at: instant)
    }
}

extension Workspace {
    /// Everyone with a key, a group or a role of their own, by address.
    package func people() throws(RegistryError) -> [PersonReport] {
        let snapshot = try catalog.snapshot()
        let policy = try catalog.policy(at: snapshot)
        let signers = try catalog.signers(at: snapshot)
        let everyone = policy.people.union(signers.keys.map(\.person))
        return everyone.sorted().map { report(on: $0, policy, signers) }
    }

    func report(on person: Person, _ policy: Policy, _ signers: Signers) -> PersonReport {
        let role = policy.role(of: person, in: nil)
        let named = Set(policy.access.flatMap { $0.namespaces ?? [] })
        let more = named.compactMap { namespace in
            policy.role(of: person, in: namespace)
                .flatMap { $0 == role ? nil : (namespace.description, $0) }
        }
        return PersonReport(
            person: person, role: role, namespaces: Dictionary(uniqueKeysWithValues: more),
            groups: (policy.groups ?? [:]).filter { $0.value.contains(person) }.keys.sorted(),
            keys: signers.keys.filter { $0.person == person }
                .map { KeyReport($0, at: session.now) })
    }
}

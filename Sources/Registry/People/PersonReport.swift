import Cryptography
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

extension Workspace {
    /// Everyone with a key, a group or a role of their own, by address.
    package func people() throws(RegistryError) -> [PersonReport] {
        let snapshot = try catalog.snapshot()
        let policy = try catalog.policy(at: snapshot)
        let signers = try catalog.signers(at: snapshot)
        let keyrings = try catalog.openPGPKeyrings(in: snapshot.tree)
        let everyone = policy.people.union(signers.keys.map(\.person)).union(keyrings.keys)
        return everyone.sorted().map { report(on: $0, policy, signers, keyrings[$0]) }
    }

    func report(
        on person: Person, _ policy: Policy, _ signers: Signers, _ keyring: OpenPGPKeyring?
    ) -> PersonReport {
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
                .map { KeyReport($0, signers.revoked, at: session.now) }
                + (keyring?.keys ?? []).map { KeyReport($0, signers.revoked) })
    }
}

package import RegistryCore

/// What decisions are judged by: the policy, the keys, and `main` as they are of.
package struct DecisionBasis: Sendable {
    let snapshot: Snapshot
    let policy: Policy
    let signers: Signers
}

extension Catalog {
    /// What decisions are judged by at that moment.
    package func decisionBasis(at snapshot: Snapshot) throws(RegistryError) -> DecisionBasis {
        DecisionBasis(
            snapshot: snapshot, policy: try policy(at: snapshot), signers: try signers(at: snapshot)
        )
    }

    /// The same, but for keys that were revoked only later: what was known at that moment.
    func formerBasis(at snapshot: Snapshot) throws(RegistryError) -> DecisionBasis {
        var signers = try signers(at: snapshot)
        signers.revoked = try revokedKeys(at: snapshot)
        return DecisionBasis(
            snapshot: snapshot, policy: try policy(at: snapshot), signers: signers)
    }
}

import Cryptography
import Git
import RegistryCore

/// What a commit may change in the files that say who signs with which key.
///
/// Keys are only ever closed and revoked: an approval must stay verifiable for ever.
struct SignerRules {
    let commit: CommitRules
    /// `main` as the commit would have it.
    let after: Snapshot

    private var catalog: Catalog { commit.catalog }
    private var judge: PushJudge { commit.judge }
    private var before: Snapshot { Snapshot(commit: commit.commit.id, tree: commit.before) }

    func check() throws(RegistryError) {
        try checkKeys()
        try checkRevocations()
        try requireAdmin()
    }

    private func checkKeys() throws(RegistryError) {
        let (old, new) = (try catalog.signers(at: before), try catalog.signers(at: after))
        for key in old.keys {
            guard let kept = new.owner(of: key.publicKey), kept.person == key.person,
                kept.validAfter == key.validAfter, isOnlyClosed(key.validBefore, kept.validBefore)
            else {
                throw changed(
                    "key \(key.publicKey.fingerprint) of \(key.person)",
                    remedy: "Keep the line and close it: cairn person close \(key.person)")
            }
        }
        for line in old.authorities {
            guard let kept = new.authorities.first(where: { $0.key == line.key }),
                kept.principals == line.principals, kept.validAfter == line.validAfter,
                isOnlyClosed(line.validBefore, kept.validBefore)
            else {
                throw changed(
                    "authority \(line.key.fingerprint)",
                    remedy: "Keep the line and close it with valid-before.")
            }
        }
    }

    private func isOnlyClosed<Time: Comparable>(_ old: Time?, _ new: Time?) -> Bool {
        guard let old else { return true }
        return new.map { $0 <= old } ?? false
    }

    private func changed(_ what: String, remedy: String) -> RegistryError {
        RegistryError(
            .signersInvalid, "The \(what) is removed or changed.", remedy: remedy)
    }

    /// The list only grows: what was revoked stays so, since when it was.
    private func checkRevocations() throws(RegistryError) {
        let new = try catalog.revokedKeys(at: after).entries
        for old in try catalog.revokedKeys(at: before).entries
        where !new.contains(where: { $0.key == old.key && $0.since == old.since }) {
            throw RegistryError(
                .signersInvalid,
                "The revocation of \(old.key) since \(old.since.timestamp) is removed or changed.",
                remedy: "Keep the line; another one for the same key can only be earlier.")
        }
        let latest = judge.push.received
        for entry in new where entry.since > latest {
            throw RegistryError(
                .signersInvalid,
                "\(entry.key) would be revoked since \(entry.since.timestamp), yet to come.",
                remedy: "Write since when the key must not be trusted, or close it with "
                    + "valid-before.")
        }
    }

    private func requireAdmin() throws(RegistryError) {
        let policy = try catalog.policy(at: after)
        let signers = try catalog.signers(at: after)
        let now = judge.push.received
        let admins = policy.people.filter { policy.allows($0, .admin, in: nil) }
        guard !admins.contains(where: { signers.canSign($0, at: now) }) else { return }
        throw RegistryError(
            .adminMissing, "Nobody with a valid key would be admin after this change.",
            remedy: "Leave one admin in registry.yaml whose key in allowed_signers is valid.")
    }
}

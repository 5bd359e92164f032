import Cryptography
import Git
import RegistryCore

/// What a commit may change in `keys/openpgp/`.
///
/// A person's file may be replaced, as by a longer validity or a new subkey; but no key that was in
/// it goes, or what it signed could not be verified any more.
struct OpenPGPRules {
    let commit: CommitRules
    /// The tree of `main` as the commit would have it.
    let after: ObjectID

    func check() throws(RegistryError) {
        let old = try commit.catalog.openPGPKeyrings(in: commit.before)
        let new = try commit.catalog.openPGPKeyrings(in: after)
        for (person, keyring) in old.sorted(by: { $0.key < $1.key }) {
            let kept = Set(new[person]?.keys.map(\.fingerprint) ?? [])
            for key in keyring.keys where !kept.contains(key.fingerprint) {
                throw RegistryError(
                    .signersInvalid, "The key \(key.fingerprint) of \(person) is removed.",
                    remedy: "Keep it, and list it in \(OpenPGPFile.revoked).")
            }
        }
        try refuseShared(new)
    }

    /// Every key is one person's, subkeys included.
    private func refuseShared(_ keyrings: [Person: OpenPGPKeyring]) throws(RegistryError) {
        var owners: [OpenPGPFingerprint: Person] = [:]
        for (person, keyring) in keyrings.sorted(by: { $0.key < $1.key }) {
            for fingerprint in keyring.fingerprints {
                guard let other = owners.updateValue(person, forKey: fingerprint) else { continue }
                throw RegistryError(
                    .signersInvalid,
                    "The OpenPGP key \(fingerprint) is there twice, for \(other) and \(person).",
                    remedy: "Give every person a key of their own.")
            }
        }
    }
}

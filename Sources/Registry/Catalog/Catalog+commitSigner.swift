import Cryptography
import FoundationEssentials
import Git
import RegistryCore

extension Catalog {
    /// Who signed all of these commits, as their committer and with keys that count now; `nil` if
    /// that is not one and the same person.
    func signer(
        of range: CommitRange, at snapshot: Snapshot, now: Date
    ) async throws(RegistryError) -> Person? {
        let basis = try decisionBasis(at: snapshot)
        var signer: Person?
        var next = range.head
        for _ in 0..<PushLimits.standard.commits where next != range.base {
            let commit = try commit(next)
            guard let person = await committer(signing: commit, basis, now: now),
                person == signer ?? person, let parent = commit.parents.first
            else { return nil }
            signer = person
            next = parent
        }
        return next == range.base ? signer : nil
    }

    private func committer(
        signing commit: Commit, _ basis: DecisionBasis, now: Date
    ) async -> Person? {
        guard let person = Person(parsing: commit.committer.email.lowercased()),
            let payload = try? SignedPayload(commit: raw(commit.id)),
            let signed = try? SignedBytes(payload)
        else { return nil }
        let fingerprint = try? await checkSignature(
            of: signed, by: person, basis, received: .unknown(judgedAs: now))
        return fingerprint == nil ? nil : person
    }
}

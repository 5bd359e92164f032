/// Why a merge request was merged, as it stood at that moment, whatever the policy says later.
package struct FrozenDecision: Hashable, Sendable, Codable {
    /// The commit that was reviewed and merged.
    package let revision: ObjectID
    /// What the branch pointed to before.
    package let base: ObjectID
    /// What it pointed to afterwards: the revision itself, or what rebasing made of it.
    package let result: ObjectID
    /// The commit on `main` whose policy was in force.
    package let policy: ObjectID
    /// Everyone whose approval was counted, by name.
    package let approvers: [Person]
    /// Every decision and report that was looked at: the names of the tags, and what they pointed
    /// to.
    package let approvals: [String: ObjectID]
    /// What the judge remarked all the same.
    package let notes: [String]

    package init(
        revision: ObjectID, base: ObjectID, result: ObjectID, policy: ObjectID,
        approvers: [Person] = [], approvals: [String: ObjectID] = [:], notes: [String] = []
    ) {
        self.revision = revision
        self.base = base
        self.result = result
        self.policy = policy
        self.approvers = approvers
        self.approvals = approvals
        self.notes = notes
    }
}

import FoundationEssentials
package import RegistryCore

/// What somebody is about to sign, and what they should see first.
package struct DecisionDraft: Encodable, Sendable {
    package let verb: Decision.Verb
    package let model: ModelName
    package let stage: StageName
    package let version: VersionNumber
    package let digest: Digest
    /// The proposal's full id, which the signature binds.
    package let proposal: ObjectID
    /// What the stage shows now.
    package let held: VersionNumber?
    package let metrics: [MetricChange]
    package let artifacts: [ArtifactChange]
    /// What whoever approves has to look at.
    package let checklist: [ChecklistRule]
    /// What of it is ticked.
    package let checked: [ChecklistText]
    /// The exact message that is signed.
    package let message: String
    package let tag: String

    private enum CodingKeys: String, CodingKey {
        case verb = "decision"
        case model, stage, version, digest, proposal, held, metrics, artifacts, checklist, checked,
            message, tag
    }
}

/// What a person can say along with a decision.
package struct DecisionWords: Sendable {
    package var comment: String?
    package var expires: TimeSpan?
    package var evidence: [String]
    /// What of the stage's checklist they have looked at, each point once.
    package var checked: [ChecklistText]
    /// Why they break the glass.
    package var reason: BreakGlassReason?

    /// What was said; nothing of it has to be.
    package init(
        comment: String? = nil, expires: TimeSpan? = nil, evidence: [String] = [],
        checked: [ChecklistText] = []
    ) {
        self.comment = comment
        self.expires = expires
        self.evidence = evidence
        self.checked = checked.enumerated()
            .filter { !checked[..<$0].contains($1) }.map(\.element)
    }
}

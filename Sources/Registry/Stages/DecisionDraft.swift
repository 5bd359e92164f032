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
    /// The exact message that is signed.
    package let message: String
    package let tag: String

    private enum CodingKeys: String, CodingKey {
        case verb = "decision"
        case model, stage, version, digest, proposal, held, metrics, artifacts, message, tag
    }
}

/// What a person can say along with a decision.
package struct DecisionWords: Sendable {
    package var comment: String?
    package var expires: TimeSpan?
    package var evidence: [String]

    package init(comment: String? = nil, expires: TimeSpan? = nil, evidence: [String] = []) {
        self.comment = comment
        self.expires = expires
        self.evidence = evidence
    }
}

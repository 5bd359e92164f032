package import FoundationEssentials
package import RegistryCore

/// Everything there is to say about one version: its record, and what was said of it since.
package struct VersionReport: Sendable {
    package let record: VersionRecord
    /// The model as `main` has it now.
    package let model: ModelManifest
    package let annotations: Annotations?
    /// The stages that show it now, in the order of the ladder.
    package let stages: [StageName]
    package let aliases: [AliasName]
    /// What was signed about it; `nil` where nobody has asked for that, since every signature is
    /// verified for it.
    package let signed: SignedReports?
    /// The files, by path: all of them, or those of one page.
    package var artifacts: [ArtifactReport]

    /// Whether the version may be used.
    package var state: Annotations.State { annotations?.state ?? .active }

    /// The model's tags, and over them those of the version.
    package var tags: [String: String] {
        (model.tags ?? [:]).merging(annotations?.tags ?? [:]) { $1 }
    }

    /// Every metric, by its name and what it was measured on.
    package var metrics: [MetricChange] {
        metricChanges(from: nil, to: record.manifest)
    }
}

extension VersionRecord {
    /// The files, by path.
    var files: [ArtifactReport] {
        artifacts.sorted { $0.key < $1.key }
            .map { ArtifactReport(path: $0, sha256: $1.digest, size: $1.size) }
    }
}

/// One file of a version.
package struct ArtifactReport: Hashable, Encodable, Sendable {
    package let path: ArtifactPath
    package let sha256: Digest
    /// Length in bytes.
    package let size: Int64
}

/// What was signed about a version, for one stage after the other.
package struct SignedReports: Sendable {
    package var approvals: [ApprovalReport] = []
    package var checks: [OutsideCheckReport] = []
}

/// What a check outside the registry found of a version, as one signed tag says.
package struct OutsideCheckReport: Encodable, Sendable {
    package let stage: StageName
    package let proposal: ObjectID
    package let check: CheckName
    /// 1, 2, 3… per check and proposal; of those that prove something the highest stands.
    package let number: Int
    /// How it ended; `nil` where the tag proves nothing.
    package let outcome: ReportedCheck.Outcome?
    /// Who reported it.
    package let person: Person?
    /// When the registry received it; `nil` without an audit log.
    package let received: Date?
    /// `SHA256:…` of the key that signed it.
    package let fingerprint: String?
    package let url: WebAddress?
    package let figures: [CheckFigure]
    /// Whether no later report of that check stands in its place.
    package let stands: Bool
    /// Why the tag proves nothing.
    package let objection: Objection?
}

/// One decision that somebody signed about a version.
package struct ApprovalReport: Encodable, Sendable {
    package let stage: StageName
    package let proposal: ObjectID
    package let person: Person
    /// 1, 2, 3… per person and proposal; the highest stands.
    package let number: Int
    /// What was decided; `nil` where the tag proves nothing.
    package let decision: Decision.Verb?
    /// When the registry received it; `nil` without an audit log.
    package let received: Date?
    package let expires: Date?
    /// `SHA256:…` of the key that signed it.
    package let fingerprint: String?
    /// Whether the stage moved because of it, or could.
    package let counted: Bool
    package let evidence: [String]
    /// What of the stage's checklist that person ticked.
    package let checked: [ChecklistText]
    /// Why the tag proves nothing.
    package let objection: Objection?
}

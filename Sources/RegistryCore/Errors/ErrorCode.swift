/// Every reason Cairn gives, by its short name: a promise to programs.
///
/// `docs/errors.md` explains each.
package enum ErrorCode: String, Hashable, Sendable, Codable, CaseIterable {
    // Words that can't be understood.
    case usage
    case nameInvalid = "name-invalid"
    case manifestInvalid = "manifest-invalid"
    case identityUnknown = "identity-unknown"
    case requestInvalid = "request-invalid"
    case queryInvalid = "query-invalid"

    // Things that are not there.
    case catalogMissing = "catalog-missing"
    case catalogUnsupported = "catalog-unsupported"
    case modelMissing = "model-missing"
    case versionMissing = "version-missing"
    case stageMissing = "stage-missing"
    case proposalMissing = "proposal-missing"
    case mergeRequestMissing = "merge-request-missing"
    case viewMissing = "view-missing"
    case fileMissing = "file-missing"
    case personMissing = "person-missing"
    case tokenMissing = "token-missing"
    case notServed = "not-served"

    // What the format of a catalog does not allow.
    case refRefused = "ref-refused"
    case rewriteRefused = "rewrite-refused"
    case deletionRefused = "deletion-refused"
    case historyNotLinear = "history-not-linear"
    case treeRefused = "tree-refused"
    case pathRefused = "path-refused"
    case pointerExpected = "pointer-expected"
    case manifestTooLarge = "manifest-too-large"
    case tooMuch = "too-much"
    case artifactMissing = "artifact-missing"
    case artifactTooLarge = "artifact-too-large"
    case versionNumberWrong = "version-number-wrong"
    case versionChanged = "version-changed"
    case severalVersions = "several-versions"
    case modelRemoved = "model-removed"
    case aliasRefused = "alias-refused"
    case signersInvalid = "signers-invalid"
    case policyInvalid = "policy-invalid"
    case adminMissing = "admin-missing"
    case registryChanged = "registry-changed"

    // What the policy does not allow.
    case unauthenticated
    case tokenExpired = "token-expired"
    case roleMissing = "role-missing"
    case readOnly = "read-only"
    case transitionInvalid = "transition-invalid"
    case proposalInvalid = "proposal-invalid"
    case mergeRequestRefused = "merge-request-refused"
    case approvalInvalid = "approval-invalid"
    case approvalUnsigned = "approval-unsigned"
    case approvalsMissing = "approvals-missing"
    case approvalRejected = "approval-rejected"
    case stageSkipped = "stage-skipped"
    case versionYanked = "version-yanked"
    case versionArchived = "version-archived"
    case fieldMissing = "field-missing"
    case cardIncomplete = "card-incomplete"
    case metricMissing = "metric-missing"
    case metricRefused = "metric-refused"
    case fairnessRefused = "fairness-refused"
    case licenseRefused = "license-refused"
    case requiredArtifactMissing = "required-artifact-missing"
    case checkMissing = "check-missing"
    case checkFailed = "check-failed"
    case checkStale = "check-stale"
    case checkInvalid = "check-invalid"
    case frozen
    case reviewOverdue = "review-overdue"
    case confirmationMissing = "confirmation-missing"

    // Somebody else was faster, or the ground moved.
    case conflict
    case stale

    // Bytes or signatures that are not what they should be.
    case corrupt
    case signatureBad = "signature-bad"
    case signatureUnsupported = "signature-unsupported"
    case untrusted
    case unproven

    // The outside world.
    case unreachable
    case busy
    case pushFailed = "push-failed"
    case toolMissing = "tool-missing"
    case storageFailed = "storage-failed"
    case storageFull = "storage-full"
    case `internal`

    /// What kind of failure the code belongs to.
    package var kind: FailureKind {
        switch self {
        case .usage, .nameInvalid, .manifestInvalid, .identityUnknown, .confirmationMissing,
            .requestInvalid, .queryInvalid:
            .usage
        case .catalogMissing, .catalogUnsupported, .modelMissing, .versionMissing, .stageMissing,
            .proposalMissing, .mergeRequestMissing, .viewMissing, .fileMissing, .personMissing,
            .tokenMissing, .notServed:
            .notFound
        case .conflict, .stale: .conflict
        case .corrupt, .signatureBad, .signatureUnsupported, .untrusted, .unproven,
            .artifactMissing:
            .integrity
        case .unreachable, .busy, .pushFailed, .toolMissing: .unreachable
        case .storageFailed, .storageFull, .internal: .internal
        case .refRefused, .rewriteRefused, .deletionRefused, .historyNotLinear, .treeRefused,
            .pathRefused, .pointerExpected, .manifestTooLarge, .tooMuch, .artifactTooLarge,
            .versionNumberWrong, .versionChanged, .severalVersions, .modelRemoved, .aliasRefused,
            .signersInvalid, .policyInvalid, .adminMissing, .registryChanged, .roleMissing,
            .unauthenticated, .tokenExpired, .readOnly,
            .transitionInvalid, .proposalInvalid, .mergeRequestRefused, .approvalInvalid,
            .approvalUnsigned,
            .approvalsMissing, .approvalRejected, .stageSkipped, .versionYanked, .versionArchived,
            .fieldMissing, .cardIncomplete, .metricMissing, .metricRefused, .fairnessRefused,
            .licenseRefused, .requiredArtifactMissing, .checkMissing, .checkFailed,
            .checkStale, .checkInvalid, .frozen, .reviewOverdue:
            .refused
        }
    }
}

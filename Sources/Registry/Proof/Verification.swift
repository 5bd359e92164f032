package import FoundationEssentials
package import RegistryCore

/// What `verify` found: three things apart, so that nobody takes one for another.
package struct VerificationReport: Encodable, Sendable {
    /// Whether nothing was objected to.
    package var ok: Bool { objections.isEmpty }
    /// `proven` against what `--trust` named, else `self-consistent`.
    package var standing: Standing
    package var registry: String
    /// The catalog's first commit, and the fingerprint of the key that signs its audit log.
    package var firstCommit: ObjectID
    package var registryKey: String?
    package var transitions: [VerifiedTransition]
    /// How many artifacts were re-read, and their length in bytes.
    package var artifactsRead: Int
    package var bytesRead: Int64
    package var objections: [Objection]
    /// What can't be known here, in full sentences.
    package var unknown: [String]

    /// How far the proof reaches.
    package enum Standing: String, Encodable, Sendable {
        case proven
        case selfConsistent = "self-consistent"
    }

    private enum CodingKeys: String, CodingKey {
        case ok, standing, registry, transitions, objections, unknown
        case firstCommit = "first_commit"
        case registryKey = "registry_key"
        case artifactsRead = "artifacts_read"
        case bytesRead = "bytes_read"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(ok, forKey: .ok)
        try container.encode(standing, forKey: .standing)
        try container.encode(registry, forKey: .registry)
        try container.encode(firstCommit, forKey: .firstCommit)
        try container.encodeIfPresent(registryKey, forKey: .registryKey)
        try container.encode(transitions, forKey: .transitions)
        try container.encode(artifactsRead, forKey: .artifactsRead)
        try container.encode(bytesRead, forKey: .bytesRead)
        try container.encode(objections, forKey: .objections)
        try container.encode(unknown, forKey: .unknown)
    }
}

/// One transition as it was replayed.
package struct VerifiedTransition: Encodable, Sendable {
    package let model: ModelName
    package let stage: StageName
    package let kind: Transition.Kind?
    package let version: VersionNumber?
    package let commit: ObjectID
    package let approvers: [Person]
    /// Structure, bytes and approvals hold; any clone can tell.
    package let signed: Bool
    /// Received time, actor and policy come from the audit log, not from the commit's own word.
    package let timed: Bool
    package let actor: Person?
    package let received: Date
    /// That it was let through against the verdict.
    package let broken: BrokenGlass?
    /// How the review of that stands; `nil` where there is none to be made.
    package let review: GlassReview?

    /// The objection to a review that is overdue at `now`.
    func overdue(at now: Date) -> Objection? {
        guard let broken, let review, !review.isClosed else { return nil }
        let due = broken.due(since: received)
        guard due <= now else { return nil }
        let version = version.map { "@\($0)" } ?? ""
        return Objection(
            .reviewOverdue,
            "\(model)\(version) got into \(stage) because \(broken.person) broke the glass, and "
                + "the review of it was due on \(due.timestamp).",
            remedy: "Have those who usually approve run `cairn approve \(model) --stage \(stage) "
                + "--proposal <oid>` on it, or retire it. The proposal is \(commit).")
    }
}

/// What to verify, and against what.
package struct VerificationRequest: Sendable {
    package var model: ModelName?
    package var stage: StageName?
    /// Whether every artifact is read again.
    package var readsBytes: Bool
    package var trust: Trust?
    /// Data sets to compare with what the versions recorded, by name.
    package var datasets: [String: String]

    /// What somebody knows of the registry from elsewhere.
    package struct Trust: Sendable {
        package let firstCommit: ObjectID
        package let fingerprint: String

        package init(firstCommit: ObjectID, fingerprint: String) {
            self.firstCommit = firstCommit
            self.fingerprint = fingerprint
        }
    }

    package init(
        model: ModelName? = nil, stage: StageName? = nil, readsBytes: Bool = false,
        trust: Trust? = nil, datasets: [String: String] = [:]
    ) {
        self.model = model
        self.stage = stage
        self.readsBytes = readsBytes
        self.trust = trust
        self.datasets = datasets
    }
}

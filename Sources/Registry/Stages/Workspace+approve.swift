import FoundationEssentials
import Git
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
            message,
            tag
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

extension Workspace {
    /// Puts together what `verb` on the open proposal of a stage would sign.
    ///
    /// - Parameter proposal: The proposal that was looked at; any other is refused.
    package func draftDecision(
        _ verb: Decision.Verb, on model: ModelName, stage: StageName, proposal: ObjectID?,
        words: DecisionWords
    ) async throws(RegistryError) -> DecisionDraft {
        let snapshot = try catalog.snapshot()
        let checked = try decidableTransition(model, stage, proposal, at: snapshot)
        guard let record = checked.record else { throw missingProposal(model, stage) }
        let person = try await session.user()
        let policy = try catalog.policy(at: snapshot)
        let folder = ApprovalName.folder(stage: stage, model: model, proposal: checked.commit.id)
        try await forgetUnsent(under: "\(folder)\(person)/")
        let earlier = try await catalog.decisions(on: checked, now: session.now, at: snapshot)
            .filter { $0.name.person == person }
        var statement = ApprovalStatement(
            verb: verb, registry: policy.id, stage: stage, model: model, version: record.number,
            versionDigest: record.digest, proposal: checked.commit.id,
            base: checked.transition.base, signer: person, number: earlier.count + 1)
        statement.expires = words.expires.map {
            session.now.addingTimeInterval(Double($0.seconds))
        }
        statement.evidence = words.evidence.map(\.printable)
        statement.checked = words.checked
        statement.reason = words.reason
        statement.comments = (words.comment ?? "").split(whereSeparator: \.isNewline)
            .map(\.printable)
        try await refuseUseless(statement, checked, policy, at: snapshot)
        let held = try heldRecord(checked, at: snapshot)
        return DecisionDraft(
            verb: verb, model: model, stage: stage, version: record.number, digest: record.digest,
            proposal: checked.commit.id, held: held?.number,
            metrics: metricChanges(from: held?.manifest, to: record.manifest),
            artifacts: artifactChanges(from: held?.artifacts ?? [:], to: record.artifacts),
            checklist: verb == .approve
                ? policy.checklist(of: try catalog.candidate(record, at: snapshot), for: stage)
                : [],
            checked: statement.checked, message: statement.message,
            tag: statement.tagName.description)
    }

    /// Signs a draft with the person's own key and pushes the tag; returns the tag object.
    package func sign(_ draft: DecisionDraft) async throws(RegistryError) -> ObjectID {
        let statement = try ApprovalStatement(parsing: draft.message)
        return try await sign(statement) { tag, checked, basis throws(RegistryError) in
            _ = try await catalog.readDecision(
                tag, named: statement.tagName, on: checked, by: basis, received: .at(session.now))
        }
    }

    /// What whoever approves the open proposal of a stage has to look at.
    package func checklist(
        of model: ModelName, stage: StageName, proposal: ObjectID?
    ) throws(RegistryError) -> [ChecklistRule] {
        let snapshot = try catalog.snapshot()
        let checked = try decidableTransition(model, stage, proposal, at: snapshot)
        guard let record = checked.record else {
            return []
        }
        return try catalog.policy(at: snapshot)
            .checklist(of: try catalog.candidate(record, at: snapshot), for: stage)
    }

    /// The transition that is proposed for a stage, or one named that it has gone through: whether
    /// there is anything left to decide about that, the registry says.
    func decidableTransition(
        _ model: ModelName, _ stage: StageName, _ proposal: ObjectID?, at snapshot: Snapshot
    ) throws(RegistryError) -> CheckedTransition {
        let done = try catalog.stageLog(stage, model).first { $0.transition == proposal }
        guard let done, let base = done.commit.parents.first else {
            return try openTransition(model, stage, proposal, at: snapshot)
        }
        return try catalog.readTransition(
            done.transition, of: stage, model, onto: base, at: snapshot)
    }

    /// The transition that is proposed for a stage, or throws unless it is `proposal`.
    func openTransition(
        _ model: ModelName, _ stage: StageName, _ proposal: ObjectID?, at snapshot: Snapshot
    ) throws(RegistryError) -> CheckedTransition {
        guard let open = try catalog.tip(.proposal(stage, model)) else {
            throw missingProposal(model, stage)
        }
        if let proposal, proposal != open {
            throw RegistryError(
                .stale, "The open proposal is \(open), not \(proposal).",
                remedy: "Look at it with `cairn pending`, then decide on that one.")
        }
        return try catalog.readTransition(
            open, of: stage, model, onto: try catalog.tip(.stage(stage, model)), at: snapshot)
    }

    private func refuseUseless(
        _ statement: ApprovalStatement, _ checked: CheckedTransition, _ policy: Policy,
        at snapshot: Snapshot
    ) async throws(RegistryError) {
        let evidence = try await evidence(on: checked, actor: statement.signer, at: snapshot)
        let decision = Decision(
            person: statement.signer, number: statement.number, verb: statement.verb,
            received: session.now, expires: statement.expires, fingerprint: "",
            evidence: statement.evidence, checked: statement.checked)
        if let objection = policy.objection(
            to: decision, on: checked.transition, given: evidence)
        {
            throw RegistryError([objection])
        }
    }

    /// The version that the stage shows at the transition's base.
    func heldRecord(
        _ checked: CheckedTransition, at snapshot: Snapshot
    ) throws(RegistryError) -> VersionRecord? {
        let tree = try catalog.commit(checked.transition.base).tree
        let model = checked.transition.model
        guard let number = try catalog.versionNumber(of: model, in: tree) else { return nil }
        return try catalog.version(number, of: model, on: snapshot.commit)
    }
}

import Artifacts
import FoundationEssentials
import Git
import RegistryCore

extension Catalog {
    /// Puts together what `verb` by `person` on an open proposal would sign.
    ///
    /// - Throws: Why it could never count, where it could not.
    func draftDecision(
        _ verb: Decision.Verb, by person: Person, on checked: CheckedTransition,
        words: DecisionWords, now: Date, at snapshot: Snapshot, in store: (any ArtifactStore)?
    ) async throws(RegistryError) -> DecisionDraft {
        let (model, stage) = (checked.transition.model, checked.transition.stage)
        guard let record = checked.record else { throw missingProposal(model, stage) }
        let policy = try policy(at: snapshot)
        let earlier = try await decisions(on: checked, now: now, at: snapshot)
            .filter { $0.name.person == person }
        var statement = ApprovalStatement(
            verb: verb, registry: policy.id, stage: stage, model: model, version: record.number,
            versionDigest: record.digest, proposal: checked.commit.id,
            base: checked.transition.base, signer: person, number: earlier.count + 1)
        statement.expires = words.expires.map { now.addingTimeInterval(Double($0.seconds)) }
        statement.evidence = words.evidence.map(\.printable)
        statement.checked = words.checked
        statement.reason = words.reason
        statement.comments = (words.comment ?? "").split(whereSeparator: \.isNewline)
            .map(\.printable)
        let evidence = try await evidence(
            on: checked, actor: person, now: now, at: snapshot, in: store)
        let decision = Decision(
            person: person, number: statement.number, verb: verb, received: now,
            expires: statement.expires, fingerprint: "", evidence: statement.evidence,
            checked: statement.checked)
        let objection = policy.objection(to: decision, on: checked.transition, given: evidence)
        if let objection { throw RegistryError([objection]) }
        let held = try heldRecord(checked, at: snapshot)
        return DecisionDraft(
            verb: verb, model: model, stage: stage, version: record.number, digest: record.digest,
            proposal: checked.commit.id, held: held?.number,
            metrics: metricChanges(from: held?.manifest, to: record.manifest),
            artifacts: artifactChanges(from: held?.artifacts ?? [:], to: record.artifacts),
            checklist: verb == .approve ? try checklist(of: checked, at: snapshot) : [],
            checked: statement.checked, message: statement.message,
            tag: statement.tagName.description)
    }

    /// What whoever approves a transition has to look at.
    func checklist(
        of checked: CheckedTransition, at snapshot: Snapshot
    ) throws(RegistryError) -> [ChecklistRule] {
        guard let record = checked.record else { return [] }
        return try policy(at: snapshot)
            .checklist(of: try candidate(record, at: snapshot), for: checked.transition.stage)
    }

    /// The transition that is proposed for a stage, or one named that it has gone through: whether
    /// there is anything left to decide about that, the registry says.
    func decidableTransition(
        _ model: ModelName, _ stage: StageName, _ proposal: ObjectID?, at snapshot: Snapshot
    ) throws(RegistryError) -> CheckedTransition {
        let done = try stageLog(stage, model).first { $0.transition == proposal }
        guard let done, let base = done.commit.parents.first else {
            return try openTransition(model, stage, proposal, at: snapshot)
        }
        return try readTransition(done.transition, of: stage, model, onto: base, at: snapshot)
    }

    /// The open proposal of a stage.
    ///
    /// - Parameter proposal: The one that was looked at; any other is refused.
    func openTransition(
        _ model: ModelName, _ stage: StageName, _ proposal: ObjectID?, at snapshot: Snapshot
    ) throws(RegistryError) -> CheckedTransition {
        guard let open = try tip(.proposal(stage, model)) else {
            throw missingProposal(model, stage)
        }
        if let proposal, proposal != open {
            throw RegistryError(
                .stale, "The open proposal is \(open), not \(proposal).",
                remedy: "Look at it with `cairn pending`, then decide on that one.")
        }
        return try readTransition(
            open, of: stage, model, onto: try tip(.stage(stage, model)), at: snapshot)
    }

    /// The error for a stage for which nothing is proposed.
    func missingProposal(_ model: ModelName, _ stage: StageName) -> RegistryError {
        RegistryError(
            .proposalMissing, "Nothing is proposed for \(model) in \(stage).",
            remedy: "Propose a version: cairn promote \(model)@v<N> --to \(stage)")
    }

    /// The version that the stage shows at the transition's base.
    private func heldRecord(
        _ checked: CheckedTransition, at snapshot: Snapshot
    ) throws(RegistryError) -> VersionRecord? {
        let tree = try commit(checked.transition.base).tree
        let model = checked.transition.model
        guard let number = try versionNumber(of: model, in: tree) else { return nil }
        return try version(number, of: model, on: snapshot.commit)
    }
}

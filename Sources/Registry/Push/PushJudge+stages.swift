import Artifacts
import FoundationEssentials
import Git
import RegistryCore

extension PushJudge {
    /// A stage moves by one transition, to which the policy has nothing to object.
    func judgeStage(
        _ update: AuditEntry.Update, _ stage: StageName, _ model: ModelName
    ) async throws(RegistryError) -> PushVerdict {
        guard policy.rules(for: stage) != nil else {
            throw RegistryError([policy.unknownStage(stage)])
        }
        let tip = try present(update)
        if tip == nil, try catalog.isOpenCommit(update.new, at: snapshot) {
            try require(.contributor, to: "open a stage", in: model.namespace)
            try requireModel(model)
            return PushVerdict()
        }
        let checked = try catalog.readTransition(
            update.new, of: stage, model, onto: tip, at: snapshot)
        let judged = try await weigh(checked)
        guard judged.isAllowed else { throw RegistryError(judged.objections) }
        var verdict = PushVerdict()
        verdict.verdicts = [note(checked, judged, ref: update.ref)]
        verdict.evidence = try await looked(at: checked)
        return verdict
    }

    /// A proposal is a transition on the stage's tip, by somebody who may propose.
    func judgeProposal(
        _ update: AuditEntry.Update, _ stage: StageName, _ model: ModelName
    ) async throws(RegistryError) -> PushVerdict {
        guard policy.rules(for: stage) != nil else {
            throw RegistryError([policy.unknownStage(stage)])
        }
        if update.old != .zero { try requireProposer(update.old, stage, model) }
        guard update.new != .zero else { return PushVerdict() }
        try require(.contributor, to: "propose a promotion", in: model.namespace)
        // A first proposal may bring its stage's open commit in the same push.
        let tip = try catalog.tip(.stage(stage, model))
        let checked = try catalog.readTransition(
            update.new, of: stage, model, onto: tip, at: snapshot)
        guard checked.commit.id == update.new else {
            throw RegistryError(
                .proposalInvalid, "A proposal is the transition itself, not a merge of one.",
                remedy: "Push the transition commit.")
        }
        try requireUnclaimed(update.new, stage, model)
        let evidence = try await evidence(on: checked)
        let objections = policy.objections(toProposing: checked.transition, given: evidence)
        guard objections.isEmpty else { throw RegistryError(objections) }
        var verdict = PushVerdict()
        verdict.verdicts = [note(checked, Verdict(), ref: update.ref)]
        return verdict
    }

    private func present(_ update: AuditEntry.Update) throws(RegistryError) -> ObjectID? {
        update.old == .zero ? nil : update.old
    }

    /// What completing a transition looks at, so that the ref transaction can look again. A mere
    /// proposal is decided by nothing that another ref of its push could change.
    private func looked(
        at checked: CheckedTransition
    ) async throws(RegistryError) -> ReadEvidence {
        let (stage, model) = (checked.transition.stage, checked.transition.model)
        var evidence = ReadEvidence()
        let folder = try catalog.entry(at: model.folder, in: snapshot.tree)
        evidence.paths[model.folder] = .some(folder?.id)
        for other in policy.stages.map(\.name) where other != stage {
            let ref = CatalogRef.stage(other, model)
            evidence.refs[ref.description] = .some(try catalog.tip(ref))
        }
        let proposal = checked.commit.id
        for folder in [
            ApprovalName.folder(stage: stage, model: model, proposal: proposal),
            CheckTag.folder(stage: stage, model: model, proposal: proposal),
        ] {
            evidence.folders[folder] = [:]
            for (ref, id) in try await catalog.refs(under: folder) {
                evidence.folders[folder]?[ref.description] = id
            }
        }
        return evidence
    }

    private func weigh(_ checked: CheckedTransition) async throws(RegistryError) -> Verdict {
        let evidence = try await evidence(on: checked, checks: try await checks(for: checked))
        return policy.verdict(on: checked.transition, given: evidence)
    }

    func evidence(
        on checked: CheckedTransition, checks: [CheckName: CheckOutcome] = [:]
    ) async throws(RegistryError) -> Evidence {
        var evidence = try await catalog.evidence(
            on: checked, actor: push.actor, now: push.received, at: snapshot, checks: checks)
        evidence.reach = push.reach
        return evidence
    }

    private func checks(
        for checked: CheckedTransition
    ) async throws(RegistryError) -> [CheckName: CheckOutcome] {
        guard let record = checked.record else { return [:] }
        return try await catalog.builtInChecks(
            of: record, for: checked.transition.stage, at: snapshot, artifacts
        ) { () throws(RegistryError) in try catalog.keptStore() }
    }

    private func requireProposer(
        _ proposal: ObjectID, _ stage: StageName, _ model: ModelName
    ) throws(RegistryError) {
        let receipt = try catalog.receipt(.proposal(stage, model, proposal), at: snapshot)
        if receipt?.actor == push.actor { return }
        try require(
            .maintainer, to: "replace or withdraw the proposal of another", in: model.namespace)
    }

    /// A stage shows a model that is there: an empty one would hold its name for ever.
    private func requireModel(_ model: ModelName) throws(RegistryError) {
        guard try catalog.entry(at: "\(model.folder)/model.yaml", in: snapshot.tree) == nil else {
            return
        }
        throw RegistryError(
            .modelMissing, "There is no model \(model) on main.",
            remedy: "Register it first, in a push of its own.")
    }

    /// Whoever proposed a commit first stays its proposer; pushed again by another, it would count
    /// that one instead, and free the first to approve.
    private func requireUnclaimed(
        _ proposal: ObjectID, _ stage: StageName, _ model: ModelName
    ) throws(RegistryError) {
        guard let receipt = try catalog.receipt(.proposal(stage, model, proposal), at: snapshot),
            receipt.actor != push.actor
        else { return }
        throw RegistryError(
            .proposalInvalid, "\(receipt.actor) proposed this very commit before.",
            remedy: "Propose it with a commit of your own: `cairn promote`.")
    }

    private func note(
        _ checked: CheckedTransition, _ verdict: Verdict, ref: String
    ) -> AuditEntry.Judged {
        AuditEntry.Judged(
            ref: ref, transition: checked.commit.id, kind: checked.transition.kind,
            version: checked.transition.version, approvers: verdict.approvers,
            notes: verdict.notes, broken: verdict.broken)
    }
}

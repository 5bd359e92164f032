import Artifacts
import FoundationEssentials
import Git
import RegistryCore

/// Moves one stage of one model: makes the transition, asks the judge, and pushes.
struct StageMover {
    let workspace: Workspace
    let snapshot: Snapshot
    let model: ModelName
    let stage: StageName

    private var catalog: Catalog { workspace.catalog }

    /// A transition that has been made and judged, and not been pushed.
    struct Step {
        let checked: CheckedTransition
        let verdict: Verdict
    }

    func requireStage() throws(RegistryError) {
        try catalog.requireStage(stage, of: model, at: snapshot)
    }

    /// The proposal that already stands on the stage's tip and brings this very version.
    func openProposal(of record: VersionRecord) throws(RegistryError) -> ObjectID? {
        guard let proposal = try catalog.tip(.proposal(stage, model)) else { return nil }
        let commit = try catalog.commit(proposal)
        let shown = try catalog.entry(at: model.folder, in: commit.tree)?.id
        let tip = try catalog.tip(.stage(stage, model))
        return shown == record.folder && (tip == nil || commit.parents.first == tip)
            ? proposal : nil
    }

    /// Makes the transition, or takes the proposed one, and asks the judge.
    func step(
        to record: VersionRecord?, proposed: ObjectID?, reason: String?, verb: String
    ) async throws(RegistryError) -> Step {
        let writer = TransitionWriter(
            workspace: workspace, snapshot: snapshot, model: model, stage: stage)
        let commit: ObjectID
        if let proposed {
            commit = proposed
        } else {
            commit = try await writer.write(
                record, onto: try writer.base(), reason: reason, verb: verb)
        }
        let tip = try catalog.tip(.stage(stage, model))
        let checked = try catalog.readTransition(
            commit, of: stage, model, onto: tip, at: snapshot)
        return Step(checked: checked, verdict: try await judge(checked))
    }

    private func judge(_ checked: CheckedTransition) async throws(RegistryError) -> Verdict {
        let policy = try catalog.policy(at: snapshot)
        let actor = try await workspace.session.user()
        return policy.verdict(
            on: checked.transition,
            given: try await workspace.evidence(on: checked, actor: actor, at: snapshot))
    }

    func complete(_ step: Step) async throws(RegistryError) -> TransitionReport {
        try await workspace.push([PushedRef(.stage(stage, model), to: step.checked.commit.id)])
        return report(step, .completed)
    }

    func completeOrRefuse(_ step: Step) async throws(RegistryError) -> TransitionReport {
        guard step.verdict.isAllowed else { throw RegistryError(step.verdict.objections) }
        return try await complete(step)
    }

    /// Puts the transition up for approval; refuses one that no approval can help.
    func propose(
        _ step: Step, breaksGlass: Bool = false
    ) async throws(RegistryError) -> TransitionReport {
        // Who has the role for going back may be somebody else, to whom it is proposed.
        let isForOthers = step.checked.transition.kind != .promote
        let hopeless = step.verdict.objections.filter {
            !$0.code.mendsWithTime && !(isForOthers && $0.code == .roleMissing)
                && !(breaksGlass && $0.code.isBreakable)
        }
        guard hopeless.isEmpty else { throw RegistryError(step.verdict.objections) }
        var refs = [
            PushedRef(.proposal(stage, model), to: step.checked.commit.id, replaces: true)
        ]
        if try catalog.tip(.stage(stage, model)) == nil {
            // A merge request needs a branch to go into, on every host.
            refs.append(PushedRef(.stage(stage, model), to: step.checked.transition.base))
        }
        try await workspace.push(refs)
        return report(step, .proposed)
    }

    func report(_ step: Step, _ state: TransitionReport.State) -> TransitionReport {
        TransitionReport(
            model: model, stage: stage, kind: step.checked.transition.kind,
            version: step.checked.transition.version, state: state,
            verdict: step.verdict.isAllowed ? .allowed : .refused,
            proposal: state == .judged ? nil : step.checked.commit.id,
            request: request(reviewing: step.checked.commit.id),
            objections: step.verdict.objections, notes: step.verdict.notes,
            approvers: step.verdict.approvers)
    }

    /// What a clone has not fetched, or a Git host reviews in its own way, is left unsaid.
    private func request(reviewing proposal: ObjectID) -> RequestNumber? {
        let open = try? RequestIndex(of: catalog).open(for: .stage(stage, model))
        return open?.first { number in
            (try? catalog.request(number))??.head.commit == proposal
        }
    }

    func unchanged(_ version: VersionNumber) -> TransitionReport {
        TransitionReport(
            model: model, stage: stage, kind: .promote, version: version, state: .unchanged,
            verdict: .allowed, proposal: nil, objections: [], notes: [], approvers: [])
    }

    /// The version to roll back to: the named one if the stage held it, else what it showed last.
    func earlierVersion(_ version: VersionNumber?) throws(RegistryError) -> VersionNumber {
        let log = try catalog.stageLog(stage, model)
        let held = log.dropFirst().compactMap(\.version)
        let wanted = version ?? held.first { $0 != log.first?.version }
        guard let wanted, held.contains(wanted) else {
            let missing = version.map(\.description) ?? "another version"
            throw RegistryError(
                .versionMissing, "\(stage) has never held \(missing) before.",
                remedy: "Run `cairn log \(model) --stage \(stage)` to see what it held.")
        }
        return wanted
    }
}

extension ErrorCode {
    /// Whether approvals, other people or the calendar can take the objection away.
    fileprivate var mendsWithTime: Bool {
        [.approvalsMissing, .approvalRejected, .frozen, .checkMissing, .checkStale].contains(self)
    }
}

extension Workspace {
    /// The evidence on a transition, the checks of its artifacts included where the registry's
    /// store is at hand.
    func evidence(
        on checked: CheckedTransition, actor: Person?, at snapshot: Snapshot
    ) async throws(RegistryError) -> Evidence {
        try await catalog.evidence(
            on: checked, actor: actor, now: session.now, at: snapshot, in: try registryStore)
    }
}

extension Catalog {
    /// The evidence on a transition, the checks of its artifacts included unless `store` is `nil`.
    func evidence(
        on checked: CheckedTransition, actor: Person?, now: Date, at snapshot: Snapshot,
        in store: (any ArtifactStore)?
    ) async throws(RegistryError) -> Evidence {
        var checks: [CheckName: CheckOutcome] = [:]
        if let record = checked.record, let store {
            checks = try await builtInChecks(
                of: record, for: checked.transition.stage, at: snapshot, isPreview: !isRegistry,
                presentArtifacts(in: store)
            ) { () throws(RegistryError) in store }
        }
        return try await evidence(
            on: checked, actor: actor, now: now, at: snapshot, checks: checks)
    }
}

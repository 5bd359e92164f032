import FoundationEssentials
import Git
import RegistryCore

/// What is signed about a proposal, and how it enters.
extension PushJudge {
    /// An approval is created once, for the transition on the present tip, by a person whose
    /// approval can count.
    func judgeApproval(
        _ update: AuditEntry.Update, _ name: ApprovalName
    ) async throws(RegistryError) {
        try requireCreation(
            update, "An approval",
            insteadOfDeleting: "Take it back with `cairn revoke \(name.model) --stage "
                + "\(name.stage)`.",
            insteadOfReplacing: "Sign a new one; the highest number of a person stands.")
        let (checked, breakers) = try await decidable(name)
        guard !breakers.contains(name.person) else {
            throw RegistryError(
                .approvalInvalid,
                "\(name.person) broke the glass for this promotion, and can't review it.",
                remedy: "Ask those who usually approve.")
        }
        guard name.number <= limits.decisions else {
            throw RegistryError(
                .tooMuch,
                "One person may decide \(limits.decisions) times on one proposal.",
                remedy: "Propose the transition again.")
        }
        let decision = try await catalog.readDecision(
            update.new, named: name, on: checked, by: catalog.decisionBasis(at: snapshot),
            received: .at(push.received), certificate: push.certificate)
        let earlier = try await catalog.decisions(on: checked, now: push.received, at: snapshot)
            .filter { $0.name.person == name.person }
        guard decision.number == earlier.count + 1 else {
            throw RegistryError(
                .approvalInvalid,
                "It has number \(decision.number), and the next of \(name.person) on this proposal "
                    + "is \(earlier.count + 1).",
                remedy: "Fetch the others first, then sign again with `cairn approve`.")
        }
        let evidence = try await evidence(on: checked)
        if let objection = policy.objection(to: decision, on: checked.transition, given: evidence) {
            throw RegistryError([objection])
        }
    }

    /// A report of a check is created once, for the transition on the present tip, by somebody
    /// whom the policy names for that check.
    func judgeReport(
        _ update: AuditEntry.Update, _ tag: CheckTag
    ) async throws(RegistryError) {
        let again = "Report again; the highest number stands."
        try requireCreation(
            update, "A check's report", insteadOfDeleting: again, insteadOfReplacing: again)
        let checked = try openTransition(tag.stage, tag.model, tag.proposal)
        guard tag.number <= limits.decisions else {
            throw RegistryError(
                .tooMuch,
                "A check is reported \(limits.decisions) times at most on one proposal.",
                remedy: "Propose the transition again.")
        }
        let report = try await catalog.readReport(
            update.new, named: tag, on: checked, by: catalog.decisionBasis(at: snapshot),
            received: .at(push.received), certificate: push.certificate)
        let evidence = try await evidence(on: checked)
        if let objection = policy.objection(to: report, on: checked.transition, given: evidence) {
            throw RegistryError([objection])
        }
        let next = try await catalog.nextReport(of: tag.check, on: checked.transition)
        guard report.number == next else {
            throw RegistryError(
                .checkInvalid,
                "It has number \(report.number), and the next of '\(tag.check)' on this proposal "
                    + "is \(next).",
                remedy: "Fetch the others first, then sign again with `cairn check report`.")
        }
    }

    /// What may be decided on: the open proposal; or one that got through because somebody broke
    /// the glass, so that others review it.
    ///
    /// - Returns: Whoever broke it, too.
    private func decidable(
        _ name: ApprovalName
    ) async throws(RegistryError) -> (CheckedTransition, breakers: Set<Person>) {
        let entry = try catalog.stageLog(name.stage, name.model)
            .first { $0.transition == name.proposal }
        guard let entry, let base = entry.commit.parents.first else {
            return (try openTransition(name.stage, name.model, name.proposal), [])
        }
        let checked = try catalog.readTransition(
            name.proposal, of: name.stage, name.model, onto: base, at: snapshot)
        let breakers = try await catalog.breakers(of: checked, at: snapshot, now: push.received)
        guard !breakers.isEmpty else {
            return (try openTransition(name.stage, name.model, name.proposal), [])
        }
        return (checked, breakers)
    }

    private func requireCreation(
        _ update: AuditEntry.Update, _ what: String, insteadOfDeleting: String,
        insteadOfReplacing: String
    ) throws(RegistryError) {
        guard update.new != .zero else {
            throw RegistryError(
                .deletionRefused, "\(what) can't be deleted.", remedy: insteadOfDeleting)
        }
        guard update.old == .zero else {
            throw RegistryError(
                .rewriteRefused, "\(what) can't be replaced.", remedy: insteadOfReplacing)
        }
    }

    /// The open proposal. A tag brings its commit along; only a pushed proposal says who proposed
    /// it.
    private func openTransition(
        _ stage: StageName, _ model: ModelName, _ proposal: ObjectID
    ) throws(RegistryError) -> CheckedTransition {
        guard try catalog.tip(.proposal(stage, model)) == proposal else {
            throw RegistryError(
                .proposalMissing,
                "\(proposal) is not the open proposal for \(stage) of \(model).",
                remedy: "Push the proposal first, or decide on the one that `cairn pending` shows.")
        }
        let tip = try catalog.tip(.stage(stage, model))
        return try catalog.readTransition(proposal, of: stage, model, onto: tip, at: snapshot)
    }
}

extension Catalog {
    /// Whoever signed to break the glass for a transition.
    func breakers(
        of checked: CheckedTransition, at snapshot: Snapshot, now: Date
    ) async throws(RegistryError) -> Set<Person> {
        Set(
            try await decisions(on: checked, now: now, at: snapshot).compactMap(\.decision)
                .filter { $0.verb == .breakGlass }.map(\.person))
    }

    /// The number that the next report of `check` on a proposal must have.
    func nextReport(
        of check: CheckName, on transition: Transition
    ) async throws(RegistryError) -> Int {
        let folder = CheckTag.folder(
            stage: transition.stage, model: transition.model, proposal: transition.commit)
        return try await refs(under: "\(folder)\(check)/").count + 1
    }
}

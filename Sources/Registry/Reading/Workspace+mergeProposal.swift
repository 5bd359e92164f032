import FoundationEssentials
import Git
package import RegistryCore

extension Workspace {
    /// What the registry's rules say of a merge request on a Git host, on what the clone has
    /// fetched of the target: its `main`, its policy and keys, its stages, its tags.
    ///
    /// Nothing of what the request brings counts as evidence, and who merges is not known: the
    /// roles of those who merge are the host's to keep.
    package func check(_ proposal: MergeProposal) async throws(RegistryError) -> CheckReport {
        try requireClone()
        switch proposal.target {
        case .main: return try await checkMain(proposal.commit)
        case .stage(let stage, let model):
            return try await checkStage(proposal.commit, stage, model)
        }
    }

    /// Commits for `main` may do what a host's contributors may, and what whoever signed them all
    /// may.
    private func checkMain(_ head: ObjectID) async throws(RegistryError) -> CheckReport {
        let snapshot = try catalog.snapshot()
        let ends = CommitRange(base: snapshot.commit, head: head)
        let signer = try await catalog.signer(of: ends, at: snapshot, now: session.now)
        let artifacts = try await hostedArtifacts()
        let actor: Person
        if let signer { actor = signer } else { actor = try Person(checking: "unsigned@invalid") }
        var report = try await judge(
            ends, by: actor, vouched: .contributor, artifacts: artifacts)
        report.notes.append(
            signer.map { "All commits are signed by \($0)." }
                ?? "Not all commits are signed by one person, so they may do what a contributor "
                + "may, and no more.")
        return report
    }

    /// What a stage's branch would say of a proposal that the host merges.
    private func checkStage(
        _ proposal: ObjectID, _ stage: StageName, _ model: ModelName
    ) async throws(RegistryError) -> CheckReport {
        let snapshot = try catalog.snapshot()
        let tip = try catalog.tip(.stage(stage, model))
        var report = CheckReport(
            target: "stages/\(stage)/\(model)", base: tip ?? .zero, head: proposal)
        do throws(RegistryError) {
            try catalog.requireStage(stage, of: model, at: snapshot)
            let checked = try catalog.readTransition(
                proposal, of: stage, model, onto: tip, at: snapshot)
            try requireNamed(stage, by: checked, proposal)
            let transition = checked.transition
            report.kind = transition.kind
            report.versions = [checked.record?.reference].compactMap(\.self)
            let evidence = try await hostedEvidence(on: checked, at: snapshot)
            let verdict = try catalog.policy(at: snapshot).verdict(on: transition, given: evidence)
            report.approvers = verdict.approvers
            report.objections = verdict.objections
            report.notes = verdict.notes + [unknownRole(transition)]
            if checked.record != nil, evidence.checks[.integrity] == nil {
                report.notes.append(unknownArtifacts)
            }
        } catch {
            report.objections += error.objections
        }
        return report
    }

    /// A host remembers what a job said of a commit, not of a request: so that a proposal which one
    /// stage takes is never taken for allowed in another, it says itself which stage it is for.
    private func requireNamed(
        _ stage: StageName, by checked: CheckedTransition, _ proposal: ObjectID
    ) throws(RegistryError) {
        guard checked.commit.id == proposal else {
            throw RegistryError(
                .proposalInvalid, "A proposal is the transition itself, not a merge of one.",
                remedy: "Open the merge request from the transition commit.")
        }
        let named = Trailers(message: checked.commit.message)["Stage"]
        guard named == ["\(stage)"] else {
            throw RegistryError(
                .proposalInvalid, "The proposal's message does not say `Stage: \(stage)`.",
                remedy: "Propose it with `cairn promote … --to \(stage)`, which writes that.")
        }
    }

    private func unknownRole(_ transition: Transition) -> String {
        let role = transition.kind == .promote ? "`promote`" : "`rollback`"
        return "Who merges is not known here: whether that person has the role which \(role) asks "
            + "is for the host to see to."
    }
}

import FoundationEssentials
import Git
import RegistryCore

/// Merging, by the rules of the branch that moves.
extension RequestJudge {
    func merge(_ request: MergeRequest) async throws(RegistryError) -> Decided {
        try judge.requireReach(request.target.ref)
        do throws(RequestFault) { try request.requireOpen() } catch {
            throw RegistryError([error.objection])
        }
        try requireHead(request)
        guard !request.isDraft else { throw RegistryError([RequestFault.isDraft.objection]) }
        let tip = try catalog.tip(request.target.ref)
        let result = try result(of: request, onto: tip)
        let move = AuditEntry.Update(
            ref: "\(request.target.ref)", old: tip ?? .zero, new: result)
        let verdict = try await verdict(on: move, of: request)
        let change = RequestChange.merged(
            decision: FrozenDecision(
                move, revision: asked.new, at: judge.snapshot, verdict.verdicts.first,
                verdict.evidence))
        try tryOut(change, on: request)
        return Decided(
            plan: RequestPlan(
                asked: asked, number: request.number, change: change, moves: [move],
                head: asked.new),
            verdict: verdict, contributors: try contributors(to: request))
    }

    private func result(
        of request: MergeRequest, onto tip: ObjectID?
    ) throws(RegistryError) -> ObjectID {
        guard request.target == .main, let tip else { return asked.new }
        return try Rebase(of: asked.new, from: tip, in: catalog)
            .result(onto: tip, now: judge.push.received)
    }

    /// The target's own rules, as if whoever merges had pushed it there.
    private func verdict(
        on move: AuditEntry.Update, of request: MergeRequest
    ) async throws(RegistryError) -> PushVerdict {
        var judge = judge
        judge.proposer = request.author
        return switch request.target {
        case .main: PushVerdict(versions: try await MainRules(judge: judge).judge(move))
        case .stage(let stage, let model): try await judge.judgeStage(move, stage, model)
        }
    }

    /// Rebasing drops signatures, and whoever merges is the pusher: that must not free those whose
    /// work it is from being its authors.
    private func contributors(to request: MergeRequest) throws(RegistryError) -> Set<Person> {
        guard request.target == .main else { return [] }
        var people = request.contributors
        for commit in try Rebase(of: asked.new, from: judge.snapshot.commit, in: catalog).commits {
            people.formUnion(try catalog.people(behind: commit, at: judge.snapshot))
        }
        return people
    }
}

extension FrozenDecision {
    /// - Parameter judged: What the verdict said, where there was one.
    init(
        _ move: AuditEntry.Update, revision: ObjectID, at snapshot: Snapshot,
        _ judged: AuditEntry.Judged?, _ evidence: ReadEvidence
    ) {
        self.init(
            revision: revision, base: move.old, result: move.new, policy: snapshot.commit,
            approvers: judged?.approvers ?? [],
            approvals: evidence.folders.values.reduce(into: [:]) { $0.merge($1) { $1 } },
            notes: judged?.notes ?? [])
    }
}

import Git
import RegistryCore

/// Opening merge requests, and revising them.
extension RequestJudge {
    func propose(
        _ proposal: RequestOrder.Proposal, for target: RequestTarget
    ) async throws(RegistryError) -> Decided {
        try judge.requireReach(target.ref)
        let open = try RequestIndex(of: catalog).open(by: actor, for: target, proposal.topic)
        if let open { return try await revise(try catalog.existingRequest(open), proposal) }
        let (revision, moves, verdict) = try await revision(for: target)
        let subject = try catalog.commit(asked.new).subject
        return Decided(
            plan: RequestPlan(
                asked: asked, number: nil,
                change: .opened(
                    target: target, topic: proposal.topic,
                    title: proposal.title ?? RequestTitle(ofCommit: subject),
                    description: proposal.description, draft: proposal.isDraft,
                    revision: revision),
                moves: moves, head: nil),
            verdict: verdict)
    }

    func revise(
        _ request: MergeRequest, _ proposal: RequestOrder.Proposal
    ) async throws(RegistryError) -> Decided {
        try require(.revise, request)
        guard !proposal.isDraft else {
            throw RegistryError(
                .mergeRequestRefused,
                "Merge request \(request.number) is open, and revising it makes no draft of it.",
                remedy: "Run `cairn mr draft \(request.number)`.")
        }
        let (revision, moves, verdict) = try await revision(for: request.target)
        let change = RequestChange.revised(
            revision: revision, title: proposal.title, description: proposal.description)
        try tryOut(change, on: request)
        return Decided(
            plan: RequestPlan(
                asked: asked, number: request.number, change: change, moves: moves, head: nil),
            verdict: verdict)
    }

    private func revision(
        for target: RequestTarget
    ) async throws(RegistryError) -> (Revision, [AuditEntry.Update], PushVerdict) {
        switch target {
        case .main:
            try judge.require(.contributor, to: "open a merge request", somewhere: true)
            let rebase = try Rebase(of: asked.new, from: judge.snapshot.commit, in: catalog)
            return (try rebase.revision(), [], PushVerdict())
        case .stage(let stage, let model): return try await proposed(stage, model)
        }
    }

    /// A promotion under review is the open proposal for its stage, where decisions on it count.
    private func proposed(
        _ stage: StageName, _ model: ModelName
    ) async throws(RegistryError) -> (Revision, [AuditEntry.Update], PushVerdict) {
        let branch = CatalogRef.proposal(stage, model)
        let standing = try catalog.tip(branch)
        let proposal = AuditEntry.Update(
            ref: "\(branch)", old: standing ?? .zero, new: asked.new)
        let verdict = try await judge.judgeProposal(proposal, stage, model)
        let revision = try catalog.revision(of: asked.new, model)
        var moves = standing == asked.new ? [] : [proposal]
        if try catalog.tip(.stage(stage, model)) == nil {
            // As `cairn promote` does: there must be a branch for it to go into.
            let opening = AuditEntry.Update(
                ref: "\(CatalogRef.stage(stage, model))", old: .zero, new: revision.base)
            _ = try await judge.judgeStage(opening, stage, model)
            moves.append(opening)
        }
        return (revision, moves, verdict)
    }
}

extension Rebase {
    /// What a merge request for `main` remembers of these commits.
    func revision() throws(RegistryError) -> Revision {
        let changes = try changes(limit: PushLimits.standard.changedPaths)
        let models = changes.compactMap { change in
            if case .model(let model, _) = CatalogPath(change.path) { model } else { nil }
        }
        guard Set(models).count <= Self.mostModels else {
            throw RegistryError(
                .tooMuch, "It changes more than \(Self.mostModels) models.",
                remedy: "Split it into several merge requests.")
        }
        return Revision(
            commit: commits[commits.count - 1].id, base: base, models: Array(Set(models)),
            files: changes.count, rootFiles: changes.count - models.count)
    }

    /// The most models that one merge request changes.
    private static let mostModels = 1000
}

extension Catalog {
    /// What a merge request remembers of a proposal, whose structure has been checked.
    func revision(of proposal: ObjectID, _ model: ModelName) throws(RegistryError) -> Revision {
        let commit = try commit(proposal)
        let base = commit.parents.first ?? proposal
        let before = try self.commit(base).tree
        let changes = try translate("the proposal") { () throws(GitError) in
            try repository.changes(
                from: before, to: commit.tree, limit: PushLimits.standard.changedPaths)
        }
        return Revision(
            commit: proposal, base: base, models: [model], files: changes.count, rootFiles: 0)
    }
}

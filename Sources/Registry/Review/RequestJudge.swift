import FoundationEssentials
import Git
import RegistryCore

/// Decides whether what is asked by a push to `refs/for/…` may happen, and what it comes to.
///
/// All policy is decided here, in `pre-receive`, by the rules of the branches that it would move;
/// `proc-receive` only records.
struct RequestJudge {
    let judge: PushJudge
    let asked: AuditEntry.Update
    let address: RequestAddress
    let order: RequestOrder

    /// What was decided.
    struct Decided {
        var plan: RequestPlan
        /// What the rules of the branches say that are moved.
        var verdict: PushVerdict
        /// Who made what is merged, beside whoever merges it.
        var contributors: Set<Person> = []
    }

    private var catalog: Catalog { judge.catalog }
    private var actor: Person { judge.push.actor }

    /// - Parameter options: The options of the push.
    init(_ judge: PushJudge, options: [String]) throws(RegistryError) {
        let updates = judge.push.updates
        guard let asked = updates.first, updates.count == 1 else {
            throw RegistryError(
                .mergeRequestRefused,
                "What is pushed to \(RequestAddress.folder)… is pushed alone.",
                remedy: "Push the other refs by themselves.")
        }
        guard let address = RequestAddress(parsing: asked.ref) else {
            throw RegistryError(
                .refRefused, "'\(asked.ref.printable)' addresses no merge request.",
                remedy: "Push to refs/for/main, to refs/for/stages/<stage>/<namespace>/<name>, or "
                    + "to refs/for/merge-requests/<number>.")
        }
        guard asked.new != .zero else {
            throw RegistryError(
                .deletionRefused, "A merge request can't be deleted.",
                remedy: "Close it: `cairn mr close`.")
        }
        self.judge = judge
        self.asked = asked
        self.address = address
        order = try RequestOrder(options: options, to: address)
    }

    func decide() async throws(RegistryError) -> Decided {
        try requireModestObjects()
        var decided =
            switch (address, order) {
            case (.target(let target), .propose(let proposal)):
                try await propose(proposal, for: target)
            case (.request(let number), .propose(let proposal)):
                try await revise(try catalog.existingRequest(number), proposal)
            case (.request(let number), .merge):
                try await merge(try catalog.existingRequest(number))
            case (.request(let number), _):
                try remark(on: try catalog.existingRequest(number))
            case (.target, _): preconditionFailure("a target is only proposed for")
            }
        decided.verdict.evidence.paths.merge(judge.governingFiles) { $1 }
        return decided
    }

    /// What is pushed for review is bounded like any push, though nobody has to merge it.
    private func requireModestObjects() throws(RegistryError) {
        guard let received = try catalog.receivedObjects(judge.limits) else { return }
        try received.requireModest()
        guard received.tooLarge.isEmpty else { throw RegistryError(received.tooLarge) }
    }

    // MARK: Opening and revising

    private func propose(
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

    private func revise(
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

    // MARK: Everything else

    private func remark(on request: MergeRequest) throws(RegistryError) -> Decided {
        let (deed, change) = try deed(on: request)
        try require(deed, request)
        if deed != .comment { try requireHead(request) }
        try tryOut(change, on: request)
        return Decided(
            plan: RequestPlan(
                asked: asked, number: request.number, change: change, moves: [],
                head: deed == .comment ? nil : asked.new),
            verdict: PushVerdict())
    }

    private func deed(
        on request: MergeRequest
    ) throws(RegistryError) -> (RequestDeed, RequestChange) {
        switch order {
        case .comment(let text, let place):
            try requirePlace(place, on: request)
            return (.comment, .commented(text: text, place: place, revision: asked.new))
        case .close(let reason): return (.close, .closed(reason: reason))
        case .reopen: return (.reopen, .reopened)
        case .draft: return (.draft, .drafted)
        case .ready: return (.ready, .readied)
        case .merge, .propose: preconditionFailure("decided elsewhere")
        }
    }

    /// A comment is on a revision, and on a file that this one has.
    private func requirePlace(
        _ place: CommentPlace?, on request: MergeRequest
    ) throws(RegistryError) {
        guard request.revisions.contains(where: { $0.revision.commit == asked.new }) else {
            throw RegistryError([RequestFault.otherRevision(head: request.head.commit).objection])
        }
        guard let path = place?.path else { return }
        let tree = try catalog.commit(asked.new).tree
        guard try catalog.entry(at: "\(path)", in: tree) == nil else { return }
        throw RegistryError(
            .fileMissing, "There is no '\("\(path)".printable)' in \(asked.new.short).",
            remedy: "Run `cairn mr diff \(request.number)` to see what it changes.")
    }

    // MARK: Merging

    private func merge(_ request: MergeRequest) async throws(RegistryError) -> Decided {
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
        let verdict = try await verdict(on: move, request.target)
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
        on move: AuditEntry.Update, _ target: RequestTarget
    ) async throws(RegistryError) -> PushVerdict {
        switch target {
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

    // MARK: What every one of them asks

    private func require(
        _ deed: RequestDeed, _ request: MergeRequest
    ) throws(RegistryError) {
        try judge.requireReach(request.target.ref)
        let objection = judge.policy.objection(
            to: deed, on: request, by: actor, within: judge.push.reach)
        if let objection { throw RegistryError([objection]) }
    }

    /// Whoever decides says by the commit that they push which one they have looked at.
    private func requireHead(_ request: MergeRequest) throws(RegistryError) {
        guard request.head.commit != asked.new else { return }
        throw RegistryError([RequestFault.otherRevision(head: request.head.commit).objection])
    }

    private func tryOut(
        _ change: RequestChange, on request: MergeRequest
    ) throws(RegistryError) {
        var request = request
        let event = RequestEvent(
            number: request.events.count + 1, actor: actor,
            authentication: judge.push.authentication, received: judge.push.received, push: "",
            event: change)
        do throws(RequestFault) { try request.apply(event) } catch {
            throw RegistryError([error.objection])
        }
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

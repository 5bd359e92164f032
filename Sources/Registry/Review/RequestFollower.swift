import Git
import RegistryCore

/// What an ordinary push means for merge requests: a proposal is one, an approval, a check's report
/// and a move of the stage, or of `main` to what is under review, are events in its life.
///
/// Everything may be repeated: an event that a push has brought is not brought again by it.
struct RequestFollower {
    let catalog: Catalog
    let journal: Journal

    private var recorder: RequestRecorder { RequestRecorder(catalog: catalog, journal: journal) }

    /// Records what follows from the moves of `intent`, all of which have happened.
    ///
    /// - Returns: The refs that moved for it.
    func follow(_ intent: Intent) async throws(RegistryError) -> [AuditEntry.Update] {
        var intent = intent
        var moved: [AuditEntry.Update] = []
        for update in intent.entry.updates {
            let more = try await follow(update, intent)
            moved += more
            intent.entry = intent.entry.adding(more)
        }
        return moved
    }

    private func follow(
        _ update: AuditEntry.Update, _ intent: Intent
    ) async throws(RegistryError) -> [AuditEntry.Update] {
        switch CatalogRef(parsing: update.ref) {
        case .main: try await merge(update, intent)
        case .approval(let name): try await decide(name, update.new, intent)
        case .check(let tag): try await check(tag, update.new, intent)
        case .stage(let stage, let model): try await merge(update, .stage(stage, model), intent)
        case .proposal(let stage, let model): try await propose(update, stage, model, intent)
        default: []
        }
    }

    private func decide(
        _ name: ApprovalName, _ tag: ObjectID, _ intent: Intent
    ) async throws(RegistryError) -> [AuditEntry.Update] {
        let statement = try ApprovalStatement(parsing: try catalog.signedTag(tag).tag.message)
        let change = RequestChange.decided(
            verb: statement.verb, person: name.person, number: VersionNumber(name.number), tag: tag)
        return try await append(
            change, to: .stage(name.stage, name.model), reviewing: name.proposal, intent)
    }

    /// What was under review for `main` and came there by an ordinary push is merged by it.
    private func merge(
        _ update: AuditEntry.Update, _ intent: Intent
    ) async throws(RegistryError) -> [AuditEntry.Update] {
        let open = try RequestIndex(of: catalog).open(for: .main)
        guard !open.isEmpty else { return [] }
        let pushed: Set<ObjectID>
        do { pushed = Set(try catalog.commits(after: update.old, to: update.new)) } catch {
            throw RegistryError(any: error)
        }
        let policy = try catalog.snapshot(at: intent.entry.policy)
        var moved: [AuditEntry.Update] = []
        for number in open {
            guard let head = try catalog.tip(.requestHead(number)), pushed.contains(head) else {
                continue
            }
            let move = AuditEntry.Update(ref: update.ref, old: update.old, new: head)
            let decision = FrozenDecision(
                move, revision: head, at: policy, nil, intent.evidence)
            moved += try await recorder.append(
                .merged(decision: decision), to: number, on: intent
            ) { $0.status == .open && $0.head.commit == head }
        }
        return moved
    }

    private func check(
        _ tag: CheckTag, _ id: ObjectID, _ intent: Intent
    ) async throws(RegistryError) -> [AuditEntry.Update] {
        let statement = try CheckStatement(parsing: try catalog.signedTag(id).tag.message)
        let change = RequestChange.checked(
            check: tag.check, outcome: statement.outcome, number: VersionNumber(tag.number), tag: id
        )
        return try await append(
            change, to: .stage(tag.stage, tag.model), reviewing: tag.proposal, intent)
    }

    private func merge(
        _ update: AuditEntry.Update, _ target: RequestTarget, _ intent: Intent
    ) async throws(RegistryError) -> [AuditEntry.Update] {
        guard let judged = intent.entry.verdicts.first(where: { $0.ref == update.ref }) else {
            return []
        }
        let decision = FrozenDecision(
            update, revision: judged.transition,
            at: try catalog.snapshot(at: intent.entry.policy), judged, intent.evidence)
        return try await append(
            .merged(decision: decision), to: target, reviewing: judged.transition, intent)
    }

    private func propose(
        _ update: AuditEntry.Update, _ stage: StageName, _ model: ModelName, _ intent: Intent
    ) async throws(RegistryError) -> [AuditEntry.Update] {
        let target = RequestTarget.stage(stage, model)
        let author = intent.entry.actor
        var moved: [AuditEntry.Update] = []
        if update.new != .zero {
            moved += try await review(update.new, target, model, intent)
        }
        let reason = update.new == .zero ? "The proposal was withdrawn." : "It was replaced."
        for number in try RequestIndex(of: catalog).open(for: target) where update.old != .zero {
            moved += try await recorder.append(
                .closed(reason: RequestProse(parsing: reason)), to: number, on: intent
            ) { request in
                request.status == .open && request.head.commit == update.old
                    && (update.new == .zero || request.author != author)
            }
        }
        return moved
    }

    /// A proposal that came as a branch is under review like any other.
    private func review(
        _ proposal: ObjectID, _ target: RequestTarget, _ model: ModelName, _ intent: Intent
    ) async throws(RegistryError) -> [AuditEntry.Update] {
        let index = try RequestIndex(of: catalog)
        for number in try index.open(for: target)
        where try catalog.request(number)?.head.commit == proposal { return [] }
        let revision = try catalog.revision(of: proposal, model)
        if let own = try index.open(by: intent.entry.actor, for: target, nil) {
            let change = RequestChange.revised(revision: revision, title: nil, description: nil)
            return try await recorder.append(change, to: own, on: intent) {
                $0.status == .open && $0.head.commit != proposal
            }
        }
        let subject = try catalog.commit(proposal).subject
        return try await recorder.open(
            .opened(
                target: target, topic: nil, title: RequestTitle(ofCommit: subject),
                description: nil, draft: false, revision: revision),
            on: intent)
    }

    private func append(
        _ change: RequestChange, to target: RequestTarget, reviewing commit: ObjectID,
        _ intent: Intent
    ) async throws(RegistryError) -> [AuditEntry.Update] {
        var moved: [AuditEntry.Update] = []
        for number in try RequestIndex(of: catalog).open(for: target) {
            moved += try await recorder.append(change, to: number, on: intent) { request in
                request.status == .open && request.head.commit == commit
                    && !request.events.contains { $0.push == intent.id && $0.event == change }
            }
        }
        return moved
    }
}

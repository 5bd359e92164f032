import Artifacts
import FoundationEssentials
import Git
import RegistryCore

/// Writes events and moves the refs of merge requests, each time all of them or none.
///
/// What is about to move is in the journal before it moves, as with every push.
struct RequestRecorder {
    let catalog: Catalog
    let journal: Journal

    /// How often somebody else may be faster.
    private static let mostLosses = 50

    /// Carries out what `pre-receive` decided.
    ///
    /// - Returns: The merge request as it is now, and how its refs moved.
    /// - Throws: `conflict` if something else happened in between that the decision depends on.
    func carryOut(_ intent: Intent, _ plan: RequestPlan) async throws(RegistryError) -> Recorded {
        let recorded = try await race { () async throws(RegistryError) in
            try requireStill(plan)
            let index = try RequestIndex(of: catalog)
            let number = try number(of: plan, index, by: intent.entry.actor)
            let step = try step(number, plan.change, of: intent, reviewing: plan.head, index)
            var moving = intent
            moving.entry.updates = plan.moves + step.updates
            try journal.write(moving)
            try keep(intent)
            guard try await catalog.reread(moving) == intent.evidence else { throw overtaken }
            return (step, moving.entry.updates)
        }
        guard let recorded else { throw overtaken }
        return recorded
    }

    /// Appends an event that follows from a push which has happened.
    ///
    /// - Parameter isRight: Whether the merge request, as it is when the event is written, is still
    ///   one that it is about.
    /// - Returns: The refs that moved for it: none if it can't come next any more.
    func append(
        _ change: RequestChange, to number: RequestNumber, on account: Intent,
        if isRight: (MergeRequest) -> Bool
    ) async throws(RegistryError) -> [AuditEntry.Update] {
        do throws(RegistryError) {
            return try await race { () async throws(RegistryError) in
                let index = try RequestIndex(of: catalog)
                guard let request = try catalog.request(number), isRight(request) else {
                    return nil
                }
                return try await announced(
                    try step(number, change, of: account, reviewing: nil, index), account)
            }?.updates ?? []
        } catch {
            // The push stands: a record that is full, or damaged, must not hold up its completion.
            guard error.kind == .refused || error.kind == .integrity else { throw error }
            return []
        }
    }

    /// Opens a merge request for a proposal that was pushed as a branch.
    func open(
        _ change: RequestChange, on account: Intent
    ) async throws(RegistryError) -> [AuditEntry.Update] {
        try await race { () async throws(RegistryError) in
            let index = try RequestIndex(of: catalog)
            return try await announced(
                try step(try index.next(), change, of: account, reviewing: nil, index), account)
        }?.updates ?? []
    }

    /// Writes down what is about to move on account of a push.
    private func announced(
        _ step: Recorded, _ account: Intent
    ) async throws(RegistryError) -> (Recorded, moving: [AuditEntry.Update]) {
        var moving = account
        moving.entry = account.entry.adding(step.updates)
        moving.step = step.updates
        try journal.write(moving)
        return (step, step.updates)
    }

    /// A merge request after an event, and what its refs are to be moved to.
    struct Recorded {
        let request: MergeRequest
        var updates: [AuditEntry.Update]
    }

    /// Prepares and moves, again whenever somebody else was faster.
    ///
    /// - Returns: `nil` where there turned out to be nothing to do.
    private func race(
        _ prepare: () async throws(RegistryError) -> (Recorded, moving: [AuditEntry.Update])?
    ) async throws(RegistryError) -> Recorded? {
        for _ in 0..<Self.mostLosses {
            guard let (step, moving) = try await prepare() else { return nil }
            do {
                try await catalog.moveRefs(
                    moving.map { RefUpdate(name: $0.ref, old: $0.old, new: $0.new) })
                return step
            } catch GitError.conflict {
                try? await Task.sleep(for: .milliseconds(Int.random(in: 1...50)))
            } catch {
                throw explain(error, "the merge request")
            }
        }
        throw overtaken
    }

    /// The number of the merge request, or the next for one that nobody has opened meanwhile.
    private func number(
        of plan: RequestPlan, _ index: RequestIndex, by author: Person
    ) throws(RegistryError) -> RequestNumber {
        if let number = plan.number { return number }
        guard case .opened(let target, let topic, _, _, _, _) = plan.change,
            try index.open(by: author, for: target, topic) == nil
        else { throw overtaken }
        return try index.next()
    }

    /// A branch that somebody moved in the meantime is not moved back.
    private func requireStill(_ plan: RequestPlan) throws(RegistryError) {
        for move in plan.moves {
            guard let ref = CatalogRef(parsing: move.ref) else { continue }
            guard try catalog.tip(ref) ?? .zero == move.old else { throw overtaken }
        }
    }

    /// What the push brought, now out of its quarantine, must be durable before a ref names it.
    private func keep(_ intent: Intent) throws(RegistryError) {
        do { try catalog.syncObjects(in: intent.objectFolders) } catch { throw explain(error) }
    }

    var overtaken: RegistryError {
        RegistryError(
            .conflict,
            "Somebody else changed at the same time what this was judged by: the branch, the "
                + "policy, the model or an approval.",
            remedy: "Fetch, look at what changed, and push again.")
    }
}

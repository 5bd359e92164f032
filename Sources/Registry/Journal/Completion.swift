import FoundationEssentials
import Git
package import RegistryCore

/// Brings about what follows from a push whose refs have moved: version refs, the audit entry, and
/// the end of completed proposals.
///
/// Every step may be repeated: whoever finds the intent next does them again.
package struct Completion {
    let catalog: Catalog
    let journal: Journal

    /// - Parameter catalog: The registry itself, not a clone of it.
    package init(catalog: Catalog) {
        self.catalog = catalog
        journal = Journal(catalog: catalog.directory)
    }

    /// Finishes the intents of pushes that died in between; returns how many there were.
    ///
    /// Done before another push is judged, so that refs tell which of them moved what.
    package func finishAbandoned() async throws(RegistryError) -> Int {
        let abandoned = journal.abandoned()
        guard !abandoned.isEmpty else { return 0 }
        // Whoever pushes the same objects again does not bring them again.
        do { try catalog.syncObjects(in: catalog.objectFolders) } catch { throw explain(error) }
        for intent in abandoned {
            try await finish(intent, after: [])
        }
        return abandoned.count
    }

    /// Finishes the intent of a push whose refs have just moved.
    func finish(pushOf process: ProcessMark) async throws(RegistryError) {
        for intent in journal.intents() where intent.process == process {
            try await finish(intent, after: [])
        }
    }

    /// - Parameter later: The intents that wait for this one, lest two should wait for each other.
    private func finish(_ intent: Intent, after later: Set<String>) async throws(RegistryError) {
        try await finishEarlier(than: intent, later.union([intent.id]))
        let intent = try await settled(intent)
        var applied: Set<String> = []
        for update in intent.entry.updates where try hasMoved(update, by: intent) {
            applied.insert(update.ref)
        }
        if intent.request != nil, !applied.isEmpty {
            applied = try await finish(intent.entry.updates, since: applied)
        }
        if !applied.isEmpty {
            // Nothing that follows from a move may outlive it.
            do { try catalog.syncRefs(Array(applied)) } catch { throw explain(error) }
            var done = intent
            done.entry = intent.entry.limited(to: applied)
            try await index(done.entry.versions)
            let follower = RequestFollower(catalog: catalog, journal: journal)
            let entry = done.entry.adding(try await follower.follow(done))
            try await AuditLog(catalog: catalog).append(entry, isNew: intent.process.isAlive)
            try await closeProposals(entry)
        }
        journal.remove(intent)
    }

    /// The intent of a push that died while the registry moved refs on account of it, once all of
    /// them have moved, or none.
    private func settled(_ intent: Intent) async throws(RegistryError) -> Intent {
        guard let step = intent.step else { return intent }
        var begun: Set<String> = []
        for update in step where try hasMoved(update, by: intent) { begun.insert(update.ref) }
        var intent = intent
        if begun.isEmpty {
            intent.entry = intent.entry.withdrawing(step)
        } else {
            _ = try await finish(step, since: begun)
        }
        return intent
    }

    /// Moves the rest of what belongs together: git moves several refs in one transaction, which a
    /// kill or a loss of power can cut.
    ///
    /// - Returns: The refs that have moved.
    private func finish(
        _ updates: [AuditEntry.Update], since applied: Set<String>
    ) async throws(RegistryError) -> Set<String> {
        var applied = applied
        for update in updates where !applied.contains(update.ref) {
            guard let ref = CatalogRef(parsing: update.ref),
                try catalog.tip(ref) ?? .zero == update.old
            else { continue }
            try await move(
                ref, from: update.old == .zero ? nil : update.old,
                to: update.new == .zero ? nil : update.new)
            applied.insert(update.ref)
        }
        return applied
    }

    /// The log has the moves of one ref in their order, so the push whose move was built upon is
    /// recorded first: by itself while it lives, or else here.
    private func finishEarlier(
        than intent: Intent, _ later: Set<String>
    ) async throws(RegistryError) {
        for _ in 0..<500 {
            let earlier = journal.intents().first { other in
                !later.contains(other.id) && other.entry.precedes(intent.entry)
            }
            guard let earlier else { return }
            guard earlier.process.isAlive else {
                try await finish(earlier, after: later)
                continue
            }
            try? await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Whether git made the update: the ref holds the new value, or somebody found it there and
    /// built upon it.
    private func hasMoved(
        _ update: AuditEntry.Update, by intent: Intent
    ) throws(RegistryError) -> Bool {
        guard let ref = CatalogRef(parsing: update.ref) else { return false }
        if (try catalog.tip(ref) ?? .zero) == update.new { return true }
        let others = journal.intents().map(\.entry)
        let logged = try AuditLog(catalog: catalog).recent(since: intent.entry.received)
        return (others + logged).contains { entry in
            entry.intent != intent.id && entry.received >= intent.entry.received
                && entry.updates.contains { $0.ref == update.ref && $0.old == update.new }
        }
    }

    private func index(_ versions: [AuditEntry.Introduced]) async throws(RegistryError) {
        for version in versions {
            let ref = CatalogRef.version(version.model, version.version)
            let old = try catalog.tip(ref)
            guard old != version.commit else { continue }
            try await move(ref, from: old, to: version.commit)
        }
    }

    /// A proposal goes when it is completed, or when another transition made it stale.
    private func closeProposals(_ entry: AuditEntry) async throws(RegistryError) {
        for update in entry.updates {
            guard case .stage(let stage, let model) = CatalogRef(parsing: update.ref),
                let proposal = try catalog.tip(.proposal(stage, model)),
                try isOver(proposal, stage, model)
            else { continue }
            try await move(.proposal(stage, model), from: proposal, to: nil)
        }
    }

    private func isOver(
        _ proposal: ObjectID, _ stage: StageName, _ model: ModelName
    ) throws(RegistryError) -> Bool {
        guard let tip = try catalog.tip(.stage(stage, model)) else { return false }
        return try catalog.commit(proposal).parents.first != tip
    }

    private func move(
        _ ref: CatalogRef, from old: ObjectID?, to new: ObjectID?
    ) async throws(RegistryError) {
        let update = RefUpdate(name: ref.description, old: old ?? .zero, new: new ?? .zero)
        do { try await catalog.moveRefs([update]) } catch GitError.conflict {
            // Whoever moved it first did what we were about to do, or something newer.
        } catch {
            throw explain(error, ref.description)
        }
    }
}

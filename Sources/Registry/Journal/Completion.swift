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
    package func finishAbandoned() async throws(RegistryError) -> Int {
        let abandoned = journal.abandoned()
        for intent in abandoned {
            try await finish(intent)
        }
        return abandoned.count
    }

    /// Finishes the intent that moved exactly these refs.
    func finish(moving updates: [AuditEntry.Update]) async throws(RegistryError) {
        let moved = Set(updates)
        for intent in journal.intents() where !moved.isDisjoint(with: intent.entry.updates) {
            try await finish(intent)
        }
    }

    private func finish(_ intent: Intent) async throws(RegistryError) {
        var applied: Set<String> = []
        for update in intent.entry.updates where try hasMoved(update) {
            applied.insert(update.ref)
        }
        if !applied.isEmpty {
            let entry = intent.entry.limited(to: applied)
            try await index(entry.versions)
            try await AuditLog(catalog: catalog).append(entry)
            try await closeProposals(entry)
        }
        journal.remove(intent)
    }

    /// Whether git made the update: the ref has left its old value, or history holds the new one.
    private func hasMoved(_ update: AuditEntry.Update) throws(RegistryError) -> Bool {
        guard let ref = CatalogRef(parsing: update.ref) else { return false }
        let now = try catalog.tip(ref)
        switch ref {
        case .main, .stage:
            guard let now else { return false }
            return try catalog.isAncestor(update.new, of: now)
        case .proposal, .approval, .topic, .version, .auditLog:
            return (now ?? .zero) != update.old || update.old == update.new
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
        do { try await catalog.git.commitRefs([update], hooks: false) } catch GitError.conflict {
            // Whoever moved it first did what we were about to do, or something newer.
        } catch {
            throw explain(error, ref.description)
        }
    }
}

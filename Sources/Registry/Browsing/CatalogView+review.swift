import Git
package import RegistryCore

extension CatalogView {
    /// The open proposals, by stage and model, with what the judge says of each now.
    ///
    /// - Parameter last: The stage and model that the page before ended with.
    package func proposals(
        after last: (stage: StageName, model: ModelName)?, limit: Int
    ) async throws(RegistryError) -> Page<PendingProposal> {
        var branches = BranchListing(
            below: namespaces == nil
                ? ["refs/heads/promote"] : policy.stages.map { "refs/heads/promote/\($0.name)" },
            in: namespaces, after: last.map { .proposal($0.stage, $0.model) }, of: catalog)
        var found: [PendingProposal] = []
        var isMore = false
        while let (ref, id) = try branches.next() {
            guard case .proposal(let stage, let model) = ref else { continue }
            guard found.count < limit else {
                isMore = true
                break
            }
            found.append(try await pending(id, stage, model))
        }
        let end = found.last.map { "\($0.stage)/\($0.model)" }
        return Page(items: found, end: isMore ? end : nil)
    }

    /// The open proposal for a stage of a model.
    ///
    /// - Throws: `proposal-missing` if there is none.
    package func proposal(
        for stage: StageName, of model: ModelName
    ) async throws(RegistryError) -> PendingProposal {
        try require(model)
        try require(stage)
        guard let id = try catalog.tip(.proposal(stage, model)) else {
            throw RegistryError(
                .proposalMissing, "Nothing is proposed for \(stage) of \(model).",
                remedy: "Run `cairn pending` to see what is proposed.")
        }
        return try await pending(id, stage, model)
    }

    private func pending(
        _ id: ObjectID, _ stage: StageName, _ model: ModelName
    ) async throws(RegistryError) -> PendingProposal {
        try await catalog.pending(id, stage, model, at: snapshot, now: now, in: store)
    }

    /// Accepted pushes, the newest first. What is in the log is of every namespace, so it is for
    /// who may read the whole registry.
    ///
    /// A page looks at some entries only, so that it costs the same whatever is asked for: it may
    /// have fewer than `limit`, or none, and there be more.
    ///
    /// - Parameter last: The commit of the log that the page before ended with.
    package func auditEntries(
        matching filter: AuditFilter = AuditFilter(), after last: ObjectID?, limit: Int
    ) throws(RegistryError) -> Page<AuditEntry> {
        // The policy may have changed since they were let in.
        guard namespaces == nil else { throw .notServed }
        var next = try catalog.tip(.auditLog)
        if let last { next = try catalog.entry(before: last) }
        // Reading and writing JSON takes a second for some megabytes of it.
        var page = PageBuilder<AuditEntry>(limit: limit, mostBytes: 1 << 20)
        var (passed, effort) = (last, 0)
        let log = AuditLog(catalog: catalog)
        while let commit = next, effort < mostEffort {
            let record = try log.record(at: commit)
            effort += 1
            if filter.names(record) {
                let entry = try log.entry(record, at: commit)
                if !filter.isWanted(entry) {
                    effort += effortOfReading
                } else if !page.add(entry, ofBytes: entry.byteCount) {
                    break
                }
            }
            passed = commit
            next = try catalog.commit(commit).parents.first
        }
        return page.page(end: next == nil ? nil : passed.map { "\($0)" })
    }

    /// Refused pushes, the newest first, as far as they are kept; for who may read the whole
    /// registry.
    ///
    /// - Parameter last: The key that the page before ended with.
    package func refusedPushes(
        matching filter: AuditFilter, after last: String?, limit: Int
    ) throws(RegistryError) -> Page<RefusedPush> {
        guard namespaces == nil else { throw .notServed }
        return try Refusals(catalog: catalog.directory).page(
            after: last, limit: limit, where: filter.isWanted)
    }
}

/// How much one page looks at for nothing. To find an entry takes thirty microseconds, and is one.
private let mostEffort = 2_000
/// What its JSON takes besides.
private let effortOfReading = 5

extension Catalog {
    /// The commit of the audit log before `commit`; `nil` before the first.
    ///
    /// - Throws: `request-invalid` for a commit that is none of the log: the registry's key has
    ///   not signed it, as it has the newest.
    fileprivate func entry(before commit: ObjectID) throws(RegistryError) -> ObjectID? {
        guard let tip = try tip(.auditLog), let key = try? signer(ofEntry: tip),
            let other = try? signer(ofEntry: commit), key == other
        else { throw .pageInvalid }
        return try self.commit(commit).parents.first
    }
}

extension AuditEntry {
    /// About how many bytes it has: one push may bring ten thousand versions.
    fileprivate var byteCount: Int { 256 * (updates.count + versions.count + 2 * verdicts.count) }
}

import Git
import RegistryCore
import SearchIndex

/// A stage of a model, which has a branch.
typealias StageBranch = (stage: StageName, model: ModelName)

extension Catalog {
    /// The commits of `main` after `old` up to `tip`, newest first; all for `nil`.
    ///
    /// - Throws: `IndexUpdate.ElsewhereError` if `old` is not on the way.
    func commits(after old: ObjectID?, to tip: ObjectID) throws -> [ObjectID] {
        var commits: [ObjectID] = []
        var next: ObjectID? = tip
        while let id = next, id != old {
            commits.append(id)
            next = try commit(id).parents.first
        }
        guard next == old else { throw IndexUpdate.ElsewhereError() }
        return commits
    }

    /// The stages that entries of the audit log say have moved, and those that pushes whose end is
    /// not in the log may have moved.
    ///
    /// - Returns: `nil` where there is no log, or not the one that was followed: any may have
    ///   moved.
    func movedStages(
        from old: ObjectID?, to new: ObjectID?
    ) throws(RegistryError) -> [StageBranch]? {
        guard let new else { return nil }
        var refs = pendingRefs()
        var next: ObjectID? = new
        while let id = next, id != old {
            refs.formUnion(try AuditLog(catalog: self).entry(at: id).updates.map(\.ref))
            next = try commit(id).parents.first
        }
        guard next == old else { return nil }
        return refs.sorted().compactMap(stageBranch)
    }

    /// The refs of pushes that have been accepted and whose end is not in the log.
    func pendingRefs() -> Set<String> {
        Set(Journal(catalog: directory).intents().flatMap { $0.entry.updates.map(\.ref) })
    }

    /// Every stage that has a branch.
    func stageBranches() throws(RegistryError) -> [StageBranch] {
        let prefix = "refs/heads/stages/"
        let local = localName(.main).dropLast("main".count) + "stages/"
        let found = try translate(prefix) { () throws(GitError) in
            try repository.references(under: String(local))
        }
        return found.compactMap { stageBranch(prefix + $0.name.dropFirst(local.count)) }
    }
}

func stageBranch(_ ref: String) -> StageBranch? {
    guard case .stage(let stage, let model) = CatalogRef(parsing: ref) else { return nil }
    return (stage, model)
}

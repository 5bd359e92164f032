import Git
import RegistryCore

/// All refs of a registry as they were right after one entry of its audit log.
///
/// Refs can't be read all at once while people push, and the log follows a push by a moment. But
/// the log says what every push moved, and the journal what is not in the log yet. So what was read
/// is carried forward to the newest entry, and pushes that it does not have are taken back: nobody
/// has been told of these, for git answers only when the entry is there.
struct RegistryMoment {
    private(set) var refs: [String: ObjectID]
    /// The entry of the audit log; `nil` before the first push.
    let audit: ObjectID?

    init(reading catalog: Catalog) async throws(RegistryError) {
        let before = try catalog.tip(.auditLog)
        refs = try translate("the refs") { () throws(GitError) in
            try catalog.repository.references(under: "refs", limit: .max)
        }.reduce(into: [:]) { $0[$1.name] = $1.id }
        // In this order: a push that has left the journal is in the log that is read next.
        let pending = Journal(catalog: catalog.directory).intents().map(\.entry)
        audit = try catalog.tip(.auditLog)
        try carryForward(to: audit, from: before, in: catalog)
        try takeBack(pending, in: catalog)
        try closeProposals(in: catalog)
    }

    private mutating func carryForward(
        to audit: ObjectID?, from before: ObjectID?, in catalog: Catalog
    ) throws(RegistryError) {
        var entries: [AuditEntry] = []
        var next = audit
        while let commit = next, commit != before {
            entries.append(try AuditLog(catalog: catalog).entry(at: commit))
            next = try catalog.commit(commit).parents.first
        }
        for entry in entries.reversed() {
            for update in entry.updates { set(update.ref, to: update.new) }
            for version in entry.versions { refs[version.ref] = version.commit }
        }
        refs[CatalogRef.auditLog.description] = audit
    }

    /// The last of a chain of pushes first, or the one before would not be found where it left off.
    private mutating func takeBack(
        _ pending: [AuditEntry], in catalog: Catalog
    ) throws(RegistryError) {
        var unlogged: [AuditEntry] = []
        for entry in pending where try !AuditLog(catalog: catalog).holds(entry) {
            unlogged.append(entry)
        }
        while !unlogged.isEmpty {
            let last = unlogged.firstIndex { entry in !unlogged.contains(where: entry.precedes) }
            let entry = unlogged.remove(at: last ?? 0)
            for update in entry.updates where (refs[update.ref] ?? .zero) == update.new {
                set(update.ref, to: update.old)
            }
            for version in entry.versions where refs[version.ref] == version.commit {
                refs[version.ref] = nil
            }
        }
    }

    /// A proposal goes after the entry that completes it; so it may still have been seen.
    private mutating func closeProposals(in catalog: Catalog) throws(RegistryError) {
        for (name, proposal) in refs {
            guard case .proposal(let stage, let model) = CatalogRef(parsing: name),
                let tip = refs[CatalogRef.stage(stage, model).description],
                try catalog.commit(proposal).parents.first != tip
            else { continue }
            refs[name] = nil
        }
    }

    private mutating func set(_ ref: String, to id: ObjectID) {
        refs[ref] = id == .zero ? nil : id
    }

    /// The file `packed-refs` that holds them all (gitrepository-layout(5)).
    var packedRefs: [UInt8] {
        let lines = refs.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { "\($0.value) \($0.key)\n" }
        return Array(("# pack-refs with: sorted \n" + lines.joined()).utf8)
    }
}

extension AuditEntry.Introduced {
    fileprivate var ref: String { CatalogRef.version(model, version).description }
}

import FoundationEssentials
import Git
import RegistryCore

/// A push that `pre-receive` accepted, written down before git moves its refs.
///
/// Whatever happens next, the push can be finished or discarded by comparing refs.
struct Intent: Hashable, Sendable, Codable {
    /// The audit entry to be, its number still open.
    var entry: AuditEntry
    /// What the verdict read; the ref transaction reads it again.
    var evidence: ReadEvidence
    /// The `git receive-pack` that runs the hooks; the intent is not ours to finish while it lives.
    var process: ProcessMark
    /// What `proc-receive` is to record, where the push was to `refs/for/…`.
    var request: RequestPlan?
    /// What the registry is just moving on account of the push, all at once; the entry has it, too.
    var step: [AuditEntry.Update]?
    /// The folders below `objects/` that get new names when the push leaves its quarantine.
    var objectFolders: [String]

    /// The intent's name, also that of its file.
    var id: String { entry.intent }
}

/// What a verdict looked at, by name and content.
struct ReadEvidence: Hashable, Sendable, Codable {
    /// Paths on `main`, with the object found there, or `nil` for nothing.
    var paths: [String: ObjectID?] = [:]
    /// Refs by their exact name, or `nil` for nothing.
    var refs: [String: ObjectID?] = [:]
    /// Prefixes of refs, with everything found below.
    var folders: [String: [String: ObjectID]] = [:]
}

extension Catalog {
    /// Reads again what the verdict on a push read, as it is now but for the push's own moves.
    ///
    /// Without `--atomic` git moves one ref after another, each in a transaction of its own: the
    /// later ones must not take the earlier ones for somebody else's.
    func reread(_ intent: Intent) async throws(RegistryError) -> ReadEvidence {
        let earlier = intent.evidence
        var now = ReadEvidence()
        let main = try intent.undoing(.main, at: tip(.main))
        let tree = try main.map { id throws(RegistryError) in try commit(id).tree }
        for path in earlier.paths.keys {
            let found = try tree.map { tree throws(RegistryError) in try entry(at: path, in: tree) }
            now.paths[path] = .some(found??.id)
        }
        for name in earlier.refs.keys {
            guard let ref = CatalogRef(parsing: name) else { continue }
            now.refs[name] = .some(try intent.undoing(ref, at: tip(ref)))
        }
        for folder in earlier.folders.keys {
            now.folders[folder] = [:]
            for (ref, id) in try await refs(under: folder) {
                now.folders[folder]?[ref.description] = intent.undoing(ref, at: id)
            }
        }
        return now
    }
}

extension Intent {
    /// What `ref`, now at `tip`, pointed to before this push moved it; `tip` if it has not.
    fileprivate func undoing(_ ref: CatalogRef, at tip: ObjectID?) -> ObjectID? {
        let name = ref.description
        guard let own = entry.updates.first(where: { $0.ref == name }), own.new == (tip ?? .zero)
        else { return tip }
        return own.old == .zero ? nil : own.old
    }
}

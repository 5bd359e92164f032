import FoundationEssentials
import Git
import RegistryCore

/// One round of following: what the primary has and the replica lacks.
///
/// The log comes first and is shown last, and what lies between is read from the primary after it.
/// So `main` has every version that the log tells of, version refs are made from the log, and no
/// reader finds one ahead of `main`.
struct ReplicaFetch {
    let catalog: Catalog
    let primary: Primary

    /// Where the primary's log waits; no reader is shown it (`transfer.hideRefs`).
    static let hidden = "refs/follow"
    private static let waitingLog = "\(hidden)/log"

    private var git: GitProgram { catalog.git }

    /// Brings over the log, and the rest if it has grown or `all` is asked for.
    ///
    /// - Returns: Whether all refs were compared.
    /// - Throws: `unreachable`; `untrusted` if the primary's log does not go on from ours.
    func run(all: Bool) async throws(RegistryError) -> Bool {
        try await fetch(["+refs/audit/*:\(Self.hidden)/*"])
        let old = try catalog.tip(.auditLog)
        let new = try translate(Self.waitingLog) { () throws(GitError) in
            try catalog.repository.reference(Self.waitingLog)
        }
        guard old != new || all else { return false }
        let versions = try versions(from: old, to: new)
        // Main before stages, and approvals before the stages that they are for.
        try await fetch([
            "+refs/heads/main:refs/heads/main", "+refs/tags/*:refs/tags/*",
            "+refs/heads/*:refs/heads/*", "+refs/merge-requests/*:refs/merge-requests/*",
            "+refs/sequences/*:refs/sequences/*",
        ])
        try await show(versions, log: new, over: old)
        return true
    }

    private func fetch(_ specifications: [String]) async throws(RegistryError) {
        let output: GitOutput
        do {
            var arguments: [GitArgument] = [
                "-c", "core.hooksPath=/dev/null", "fetch", "--quiet", "--atomic", "--prune",
                "--no-tags", "--no-write-fetch-head", "--no-auto-gc", try .value(primary.url),
            ]
            for specification in specifications { arguments.append(try .value(specification)) }
            output = try await git.run(arguments)
        } catch {
            throw explain(error, "fetching")
        }
        guard output.status != 0 else { return }
        throw RegistryError(
            .unreachable,
            "The primary '\(primary.url.printable)' can't be read: \(output.errors.oneLine)",
            remedy: "See whether `git ls-remote` answers for it in this account.")
    }

    /// The versions that the log tells of between two entries.
    private func versions(
        from old: ObjectID?, to new: ObjectID?
    ) throws(RegistryError) -> [AuditEntry.Introduced] {
        var versions: [AuditEntry.Introduced] = []
        var next = new
        while let commit = next, commit != old {
            versions += try AuditLog(catalog: catalog).entry(at: commit).versions
            next = try catalog.commit(commit).parents.first
        }
        guard next == old else {
            throw RegistryError(
                .untrusted, "The audit log of '\(primary.url.printable)' does not go on from here.",
                remedy: "If the primary was restored from a backup, remove the replica's folder, "
                    + "and let the server make it anew.")
        }
        return versions
    }

    private func show(
        _ versions: [AuditEntry.Introduced], log new: ObjectID?, over old: ObjectID?
    ) async throws(RegistryError) {
        var updates: [RefUpdate] = []
        for version in versions {
            let ref = CatalogRef.version(version.model, version.version)
            let held = try catalog.tip(ref)
            guard held != version.commit else { continue }
            updates.append(
                RefUpdate(name: ref.description, old: held ?? .zero, new: version.commit))
        }
        if let new, new != old {
            updates.append(
                RefUpdate(
                    name: CatalogRef.auditLog.description, old: old ?? .zero, new: new))
        }
        guard !updates.isEmpty else { return }
        do { try await catalog.moveRefs(updates) } catch { throw explain(error, "the replica") }
    }
}

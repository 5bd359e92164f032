import Artifacts
import Git
import RegistryCore

extension Catalog {
    /// Moves refs of the registry itself, which no hook judges, all of them or none; what is moved
    /// survives a loss of power, and so does what it names.
    ///
    /// - Throws: `GitError.conflict` when a ref is not what it was; the caller knows what to do.
    func moveRefs(_ updates: [RefUpdate]) async throws(GitError) {
        let names = updates.map(\.name)
        await clearLocks(of: names)
        try synced {
            () throws(StoreError) in try syncObjects(in: Set(updates.map { "\($0.new)".prefix(2) }))
        }
        try await git.commitRefs(updates, hooks: false)
        try synced { () throws(StoreError) in try syncRefs(names) }
    }

    /// Removes what a killed `git` left in the way of whoever moves these refs.
    func clearLocks(of refs: [String]) async {
        let others = ["HEAD", "packed-refs"]
        // A `git receive-pack` whose hook this is holds no lock while the hook runs.
        await Remains(in: directory, except: Set(GitProcess.ancestors))
            .clear((refs + others).map { "\($0).lock" } + [Remains.newPackedRefs])
    }

    /// Makes the names of objects in these folders below `objects/` durable, before a ref names
    /// them: git syncs files (`core.fsync`), but no folder.
    func syncObjects(in folders: some Sequence<some StringProtocol>) throws(StoreError) {
        try syncFolders(folders.map { "\(directory)/objects/\($0)" } + ["\(directory)/objects"])
    }

    /// Makes durable where these refs now point, also those that went.
    func syncRefs(_ names: [String]) throws(StoreError) {
        let folders = names.flatMap { name in
            let parts = name.split(separator: "/").dropLast()
            return parts.indices.map { parts[...$0].joined(separator: "/") }
        }
        // The deepest first, or the name of a new one could be there without what is in it. The
        // packed refs lie at the top.
        try syncFolders(Set(folders).sorted(by: >).map { "\(directory)/\($0)" } + [directory])
    }

    private func synced(_ body: () throws(StoreError) -> Void) throws(GitError) {
        do { try body() } catch {
            throw .notRun(command: "fsync", reason: explain(error).objections[0].message)
        }
    }
}

extension Catalog {
    /// All folders that objects lie in, but for those above them.
    var objectFolders: [String] {
        let digits = Array("0123456789abcdef")
        return ["pack"] + digits.flatMap { upper in digits.map { "\(upper)\($0)" } }
    }
}

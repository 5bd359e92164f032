import Artifacts
import FoundationEssentials
import Git
package import RegistryCore

/// What a clone's `pre-push` hook does, called by `cairn hook pre-push <remote> <url>`.
package struct PrePush {
    let session: Session
    /// The remote's name, or its address where it has none.
    let remote: String
    let url: String
    /// What git wrote to the hook, byte for byte.
    let input: [UInt8]

    package init(session: Session, remote: String, url: String, input: [UInt8]) {
        self.session = session
        self.remote = remote
        self.url = url
        self.input = input
    }

    /// Sends what the pushed commits name to the registry's store where that is on this machine,
    /// and hands over to `git lfs pre-push` where that is installed.
    ///
    /// - Throws: `artifactMissing` for every artifact that then still is not where it should be.
    package func run() async throws(RegistryError) {
        let catalog = try Catalog.open(session.directory, environment: session.environment)
        let pointers = try pushedPointers(in: catalog)
        let workspace = Workspace(
            session: session, catalog: catalog, remote: url, registryFolder: registryFolder())
        let lfs = GitLFS(git: session.git)
        guard let store = try workspace.registryStore else {
            let way = pointers.isEmpty ? nil : try await workspace.lfsStore()
            if way != nil { try await workspace.supply(pointers) }
            // Git LFS also sees to locks, and knows ways to servers that we don't.
            let isInstalled = await lfs.isInstalled()
            guard isInstalled || (!pointers.isEmpty && way == nil) else { return }
            return try await lfs.prePush(remote, url, input: input)
        }
        guard store is FileStore else {
            // The host is not to have the bytes a second time.
            try await workspace.supply(pointers)
            return
        }
        let isSupplied = (try? await workspace.supply(pointers)) != nil
        // Whether Git LFS finds more to do or fails matters only if something is still missing.
        try? await lfs.prePush(remote, url, input: input)
        if !isSupplied { try await workspace.supply(pointers) }
    }

    /// The Git folder of the registry, if that is what the address leads to on this machine.
    private func registryFolder() -> String? {
        guard let folder = session.localFolder(url),
            let catalog = try? Catalog.open(folder, environment: session.environment),
            catalog.isRegistry
        else { return nil }
        return catalog.directory
    }

    /// The artifacts that what is pushed names, and that what the remote has does not.
    private func pushedPointers(in catalog: Catalog) throws(RegistryError) -> Set<Pointer> {
        var tips: [ObjectID] = []
        var known = [try catalog.tip(.main)].compactMap(\.self)
        for line in String(decoding: input, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 4, let local = ObjectID(parsing: words[1]),
                let theirs = ObjectID(parsing: words[3])
            else { throw unreadable(line) }
            if try isCommit(local, in: catalog) { tips.append(local) }
            if try isCommit(theirs, in: catalog) { known.append(theirs) }
        }
        return try catalog.pointers(introducedBy: tips, since: known)
    }

    /// Whether there is such a commit here; deletions and tags bring no artifacts.
    private func isCommit(_ id: ObjectID, in catalog: Catalog) throws(RegistryError) -> Bool {
        guard id != .zero else { return false }
        return try translate("object \(id)") { () throws(GitError) in
            try catalog.repository.header(of: id)?.kind == .commit
        }
    }

    private func unreadable(_ line: Substring) -> RegistryError {
        RegistryError(
            .usage, "'\(line.printable)' is not '<local ref> <oid> <remote ref> <oid>'.",
            remedy: "Let git run the hook; it is not meant to be run by hand.")
    }
}

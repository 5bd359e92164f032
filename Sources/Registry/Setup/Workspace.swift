package import Artifacts
import Cryptography
import FoundationEssentials
import Git
package import RegistryCore

/// A registry as a client reaches it: where to read, where to write objects, and where to push.
///
/// Three ways lead to one: a folder on this machine is read as it is; inside a clone the clone is
/// read; and a URL is read through a cached mirror.
package final class Workspace {
    package let session: Session
    /// What is read and where new objects are drafted: the clone, the cached mirror, or a
    /// repository that borrows the objects of a catalog on this machine.
    package let catalog: Catalog
    /// What `git push` is told: a path or a URL.
    package let remote: String
    /// The catalog's own folder, when it is on this machine.
    package let registryFolder: String?

    init(
        session: Session, catalog: Catalog, remote: String, registryFolder: String?
    ) {
        self.session = session
        self.catalog = catalog
        self.remote = remote
        self.registryFolder = registryFolder
    }

    /// The work tree of the clone around us; `nil` outside of one.
    package var workTree: String? { catalog.repository.workTree }

    /// The registry's own store, when it is on this machine.
    package var registryStore: FileStore? {
        registryFolder.map { folder in
            FileStore(root: "\(folder)/lfs/objects", records: "\(folder)/cairn/verified")
        }
    }

    /// Where `add` keeps bytes until they are uploaded.
    package var localStore: FileStore { catalog.store() }

    /// The stores that may hold an artifact's bytes, the nearest first.
    package var stores: [FileStore] {
        [localStore, registryStore].compactMap(\.self)
    }
}

extension Workspace {
    /// Finds the registry that `session` means.
    ///
    /// - Parameter fresh: Whether a mirror or clone must first learn what is new; off for whatever
    ///   has to work offline.
    package static func open(
        _ session: Session, fresh: Bool = false
    ) async throws(RegistryError) -> Workspace {
        guard let registry = session.registry ?? session.environment["CAIRN_REGISTRY"] else {
            return try await around(session, fresh: fresh)
        }
        if let folder = session.localFolder(registry) {
            return try await onDisk(session, folder)
        }
        return try await mirrored(session, registry)
    }

    /// The clone, or the catalog itself, that the working directory lies in.
    private static func around(
        _ session: Session, fresh: Bool
    ) async throws(RegistryError) -> Workspace {
        let catalog = try Catalog.open(session.directory, environment: session.environment)
        guard case .clone(let remote) = catalog.layout else {
            return try await onDisk(session, catalog.directory)
        }
        let url = try? catalog.repository.config("remote.\(remote).url")
        guard let url else {
            throw RegistryError(
                .catalogMissing,
                "This repository has no remote '\(remote)', so it is no clone of a "
                    + "registry.",
                remedy: "Name a registry with -R <path or url>, or run `cairn clone`.")
        }
        let workspace = Workspace(
            session: session, catalog: catalog, remote: url,
            registryFolder: session.localFolder(url))
        if fresh { try await workspace.refresh() }
        return workspace
    }

    /// A catalog on this machine. New objects are drafted in a cached repository that borrows the
    /// catalog's, so nothing enters the catalog but through its hooks, and nothing is copied.
    private static func onDisk(
        _ session: Session, _ folder: String
    ) async throws(RegistryError) -> Workspace {
        let catalog = try Catalog.open(folder, environment: session.environment)
        let drafts = session.cache(for: catalog.directory)
        try await session.prepareDrafts(drafts, borrowing: catalog.directory)
        return Workspace(
            session: session, catalog: try Catalog.open(drafts: drafts, for: catalog),
            remote: catalog.directory, registryFolder: catalog.directory)
    }

    /// A registry behind a URL, through a bare mirror under the cache folder.
    private static func mirrored(
        _ session: Session, _ url: String
    ) async throws(RegistryError) -> Workspace {
        let folder = session.cache(for: url)
        try await session.prepareMirror(folder, of: url)
        let catalog = try Catalog.open(folder, environment: session.environment)
        return Workspace(
            session: session, catalog: catalog, remote: url, registryFolder: nil)
    }

    /// Fetches what is new; a catalog on this machine is always new.
    package func refresh() async throws(RegistryError) {
        guard case .clone(let remote) = catalog.layout else {
            guard registryFolder == nil else { return }
            return try await session.prepareMirror(catalog.directory, of: self.remote)
        }
        var output = try await fetch(remote)
        // Two fetches into one clone get in each other's way for a moment.
        for _ in 0..<20 where output.errors.firstRange(of: "cannot lock ref") != nil {
            try? await Task.sleep(for: .milliseconds(Int.random(in: 5...100)))
            output = try await fetch(remote)
        }
        guard output.status == 0 else { throw unreachable(remote, output) }
    }

    private func fetch(_ remote: String) async throws(RegistryError) -> GitOutput {
        do {
            return try await catalog.git.run([
                "fetch", "--quiet", "--prune", "--tags", .value(remote),
            ])
        } catch {
            throw explain(error, "fetching")
        }
    }

    func unreachable(_ remote: String, _ output: GitOutput) -> RegistryError {
        RegistryError(
            .unreachable,
            "The registry '\(remote.printable)' can't be reached: "
                + "\(output.errors.oneLine)",
            remedy: "See whether `git fetch` works here.")
    }
}

extension Session {
    /// The folder that a path or `file://` URL names, if there is one.
    func localFolder(_ registry: String) -> String? {
        var path = registry
        if registry.hasPrefix("file://") { path = String(registry.dropFirst("file://".count)) }
        let folder = absolute(path)
        var isFolder = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder
        else {
            return nil
        }
        return folder
    }

    /// The cache folder of one registry, named by the hash of where it is.
    func cache(for place: String) -> String {
        let name = Digest(hashing: Array(place.utf8)).description.prefix(32)
        return "\(cacheFolder)/registries/\(name).git"
    }

    /// Several processes may ask for the same drafts at once: each builds its own, the first one
    /// done gives it its name, and none ever sees one half made.
    func prepareDrafts(
        _ folder: String, borrowing catalog: String
    ) async throws(RegistryError) {
        guard !FileManager.default.fileExists(atPath: "\(folder)/HEAD") else { return }
        let own = "\(folder).\(randomID())"
        try await initBare(own)
        do {
            try writeDurably(
                Array("\(catalog)/objects\n".utf8), to: "\(own)/objects/info/alternates")
        } catch {
            throw explain(error)
        }
        do { try FileManager.default.moveItem(atPath: own, toPath: folder) } catch {
            try? FileManager.default.removeItem(atPath: own)
        }
    }

    func prepareMirror(_ folder: String, of url: String) async throws(RegistryError) {
        do {
            if !FileManager.default.fileExists(atPath: "\(folder)/HEAD") {
                try await initBare(folder)
            }
            let output = try await GitProgram(directory: folder, environment: environment).run([
                "fetch", "--quiet", "--prune", "--force", .value(url),
                "+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*",
                "+refs/audit/*:refs/audit/*",
            ])
            guard output.status == 0 else {
                throw RegistryError(
                    .unreachable,
                    "The registry '\(url.printable)' can't be reached: "
                        + "\(output.errors.oneLine)",
                    remedy: "See whether `git ls-remote` answers for it.")
            }
        } catch let error as GitError {
            throw explain(error, "fetching")
        } catch let error as RegistryError {
            throw error
        } catch {
            throw RegistryError(.internal, "\(error)", remedy: "Report this as a bug of Cairn.")
        }
    }

    /// Makes an empty bare repository of the only kind that libgit2 1.5 reads.
    func initBare(_ folder: String) async throws(RegistryError) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            try await GitProgram(directory: folder, environment: environment).require([
                "init", "--quiet", "--bare", "--object-format=sha1", "--initial-branch=main", ".",
            ])
        } catch let error as GitError {
            throw explain(error, "git init")
        } catch {
            throw RegistryError(
                .storageFailed, "'\(folder)' can't be made.",
                remedy: "Choose a folder that this account may write to.")
        }
    }
}

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
    /// The mirror that `catalog` is, when the registry is reached by URL and not through a clone.
    private let mirror: Mirror?
    /// The bucket in use, whose connections are worth keeping.
    private var bucket = BucketInUse()
    /// The way to the registry's Git LFS server, if one is in use.
    var lfsAccess: LFSAccess?

    init(
        session: Session, catalog: Catalog, remote: String, registryFolder: String?,
        mirror: Mirror? = nil
    ) {
        self.session = session
        self.catalog = catalog
        self.remote = remote
        self.registryFolder = registryFolder
        self.mirror = mirror
    }

    /// The work tree of the clone around us; `nil` outside of one.
    package var workTree: String? { catalog.repository.workTree }

    /// The folder beside the registry, when it is on this machine.
    var folderStore: FileStore? {
        registryFolder.map { folder in
            FileStore(root: "\(folder)/lfs/objects", records: "\(folder)/cairn/verified")
        }
    }

    /// The registry's own store: the bucket of its policy, else the folder beside it; `nil` where
    /// it can, or shall, be reached by Git LFS alone.
    package var registryStore: (any OwnedStore)? {
        get throws(RegistryError) {
            guard let location = try catalog.storeLocation() else { return folderStore }
            guard location.through != .server || registryFolder != nil else { return nil }
            return RemoteStore(
                in: try bucket.objects(
                    at: location, environment: session.environment, noting: session.note))
        }
    }

    /// Whether all refs are at hand, as they were when this was opened: here is the registry
    /// itself, or a whole mirror of it.
    var knowsEveryRef: Bool {
        catalog.layout == .bare && (registryFolder != nil || mirror.map { !$0.isPartial } ?? false)
    }

    /// Where `add` keeps bytes until they are uploaded.
    package var localStore: FileStore { catalog.store() }

    /// The stores that may hold an artifact's bytes, the nearest first.
    package var stores: [any ArtifactStore] {
        get throws(RegistryError) { [localStore, try registryStore].compactMap(\.self) }
    }
}

extension Workspace {
    /// Finds the registry that `session` means.
    ///
    /// - Parameters:
    ///   - fresh: Whether a mirror or clone must first learn what is new; off for whatever has to
    ///     work offline.
    ///   - model: The only one that is read and added to, if it is known: a registry behind a URL
    ///     then need not be copied with its history and all its other models.
    package static func open(
        _ session: Session, fresh: Bool = false, addingTo model: ModelName? = nil
    ) async throws(RegistryError) -> Workspace {
        guard let registry = session.registry ?? session.environment["CAIRN_REGISTRY"] else {
            return try await around(session, fresh: fresh)
        }
        if let folder = session.localFolder(registry) {
            return try await onDisk(session, folder)
        }
        return try await mirrored(
            session, Mirror(url: registry, scope: model.map(Mirror.Scope.folder) ?? .whole))
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
    static func onDisk(
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
        _ session: Session, _ mirror: Mirror
    ) async throws(RegistryError) -> Workspace {
        try await session.update(mirror)
        let catalog = try Catalog.open(
            mirror: mirror.folder(in: session), isPartial: mirror.isPartial,
            environment: session.environment)
        return Workspace(
            session: session, catalog: catalog, remote: mirror.url, registryFolder: nil,
            mirror: mirror)
    }

    /// Fetches what is new; a catalog on this machine is always new.
    package func refresh() async throws(RegistryError) {
        if let mirror { return try await session.update(mirror) }
        guard case .clone(let remote) = catalog.layout else { return }
        let name: GitArgument
        do { name = try .value(remote) } catch { throw explain(error, "fetching") }
        try await session.patiently(catalog.git) {
            ["fetch", "--quiet", "--prune", "--tags", name]
        } failure: { output in
            RegistryError(
                .unreachable,
                "The registry '\(remote.printable)' can't be reached: \(output.errors.oneLine)",
                remedy: "See whether `git fetch` works here.")
        }
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
            try syncTree(own)
        } catch {
            throw explain(error)
        }
        do { try FileManager.default.moveItem(atPath: own, toPath: folder) } catch {
            try? FileManager.default.removeItem(atPath: own)
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

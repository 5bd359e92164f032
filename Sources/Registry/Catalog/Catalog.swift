import Cryptography
package import Git
import Manifests
import OpenPGP
package import RegistryCore

/// A registry's Git repository, bare or a clone of it: the door to everything it records.
///
/// Not `Sendable`: libgit2 wants each repository on one thread at a time.
package final class Catalog {
    package let repository: Repository
    /// The `git` program in this repository, for what libgit2 does not do.
    package let git: GitProgram
    package let layout: Layout

    /// Where a repository keeps the catalog's branches.
    package enum Layout: Hashable, Sendable {
        /// The catalog itself, or a mirror of it: branches are under `refs/heads/`.
        case bare
        /// A clone: what the remote had when last fetched is under `refs/remotes/<name>/`.
        case clone(remote: String)
    }

    let environment: [String: String]
    let memory = CatalogMemory()
    /// The catalog whose refs are meant, where this repository only drafts objects for it.
    private let registry: Catalog?

    init(
        repository: consuming Repository, environment: [String: String],
        draftingFor registry: Catalog? = nil
    ) {
        layout = repository.isBare ? .bare : .clone(remote: "origin")
        self.registry = registry
        self.environment = environment
        git = GitProgram(directory: repository.gitDirectory, environment: environment)
        self.repository = repository
    }

    /// Opens the catalog or clone at `path`, or the one that contains it.
    ///
    /// - Parameter isTrusted: Whether objects are not held to their names: only a cache is made.
    package static func open(
        _ path: String, environment: [String: String], isTrusted: Bool = false, reader: Int = 0
    ) throws(RegistryError) -> Catalog {
        let repository = try translate(path) { () throws(GitError) in
            try Repository(discovering: path, isTrusted: isTrusted, reader: reader)
        }
        return Catalog(repository: repository, environment: environment)
    }

    /// Opens the mirror at exactly `path`; of a partial one the caller has brought what is read.
    static func open(
        mirror path: String, isPartial: Bool, environment: [String: String]
    ) throws(RegistryError) -> Catalog {
        let repository = try translate(path) { () throws(GitError) in
            isPartial ? try Repository(openingPartial: path) : try Repository(opening: path)
        }
        return Catalog(repository: repository, environment: environment)
    }

    /// Opens a repository that borrows the objects of `registry`, to draft more beside them; refs
    /// are those of the registry.
    static func open(
        drafts path: String, for registry: Catalog
    ) throws(RegistryError) -> Catalog {
        let repository = try translate(path) { () throws(GitError) in
            try Repository(opening: path)
        }
        return Catalog(
            repository: repository, environment: registry.environment, draftingFor: registry)
    }

    /// Opens the catalog that a hook runs in, quarantined objects included.
    package static func openFromEnvironment(
        _ environment: [String: String]
    ) throws(RegistryError) -> Catalog {
        let repository = try translate("the hook's repository") { () throws(GitError) in
            try Repository(fromEnvironment: ())
        }
        return Catalog(repository: repository, environment: environment)
    }

    /// Where it lies, for another thread to open it again and read what its refs hold; not what is
    /// only drafted for it.
    var place: CatalogPlace {
        CatalogPlace(
            directory: registry?.directory ?? directory, environment: environment,
            isTrusted: repository.isTrusted)
    }

    /// The `git` program where the refs are.
    var objectGit: GitProgram { registry?.git ?? git }

    /// The `git` program with more in its environment, such as an identity.
    func git(adding more: [String: String]) -> GitProgram {
        GitProgram(directory: directory, environment: environment.merging(more) { $1 })
    }

    /// What verifies OpenPGP signatures, found where this process finds its programs.
    var openPGPVerifier: OpenPGPVerifier { OpenPGPVerifier(environment: environment) }

    /// The folder of the repository's own files: the catalog itself, or a clone's `.git`.
    package var directory: String { repository.gitDirectory }

    /// Whether this is the registry itself, and not a clone or a mirror of it.
    package var isRegistry: Bool {
        layout == .bare && (try? repository.config("cairn.program")) != nil
    }

    /// The name under which this repository keeps a ref of the catalog.
    package func localName(_ ref: CatalogRef) -> String {
        let name = ref.description
        guard case .clone(let remote) = layout, name.hasPrefix("refs/heads/") else { return name }
        return "refs/remotes/\(remote)/" + name.dropFirst("refs/heads/".count)
    }

    /// What `ref` points to; `nil` when it does not exist here.
    package func tip(_ ref: CatalogRef) throws(RegistryError) -> ObjectID? {
        if let registry { return try registry.tip(ref) }
        let name = localName(ref)
        return try translate(name) { () throws(GitError) in try repository.reference(name) }
    }

    /// The first refs below `folder`, such as `refs/heads/stages/production`, that come after
    /// `ref`; `limit` at the most.
    func refs(
        below folder: String, after ref: CatalogRef?, limit: Int
    ) throws(RegistryError) -> [(ref: CatalogRef, id: ObjectID)] {
        let name = ref?.description ?? ""
        let found = try translate(folder) { () throws(GitError) in
            try repository.references(below: folder, after: name, limit: limit)
        }
        return found.compactMap { entry in CatalogRef(parsing: entry.name).map { ($0, entry.id) } }
    }

    /// The refs whose catalog name begins with `prefix`, such as `refs/heads/stages/`.
    package func refs(under prefix: String) async throws(RegistryError) -> [(
        ref: CatalogRef, id: ObjectID
    )] {
        if let registry { return try await registry.refs(under: prefix) }
        var local = prefix
        if case .clone(let remote) = layout, prefix.hasPrefix("refs/heads/") {
            local = "refs/remotes/\(remote)/" + prefix.dropFirst("refs/heads/".count)
        }
        let found = try translate(local) { () throws(GitError) in
            try repository.references(under: local)
        }
        return found.compactMap { entry in
            let name = prefix + entry.name.dropFirst(local.count)
            return CatalogRef(parsing: name).map { ($0, entry.id) }
        }
    }
}

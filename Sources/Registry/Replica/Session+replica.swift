import Artifacts
import FoundationEssentials
import Git
import Hooks
package import RegistryCore
import SystemPackage

extension Session {
    /// Has the registry in `folder` follow the one of its name at `server`, and makes it if it is
    /// not there. Nobody sees it before it has all that the primary has.
    ///
    /// - Parameters:
    ///   - server: Such as `https://models.example.com`.
    ///   - program: The absolute path of the `cairn` that the hooks run.
    /// - Throws: `conflict` for a registry of its own.
    package func follow(
        _ server: String, in folder: String, program: String
    ) async throws(RegistryError) {
        let folder = absolute(folder)
        let name = FilePath(folder).lastComponent?.string ?? ""
        let primary = Primary(
            url: "\(server)/\(name.hasSuffix(".git") ? name : "\(name).git")")
        guard FileManager.default.fileExists(atPath: "\(folder)/HEAD") else {
            return try await makeReplica(of: primary, in: folder, program: program)
        }
        let catalog = try Catalog.open(folder, environment: environment)
        guard let followed = Primary(of: catalog) else {
            throw RegistryError(
                .conflict, "'\(folder.printable)' is a registry of its own and follows nobody.",
                remedy: "Serve it without --follow, or name a folder that is not there yet.")
        }
        if followed != primary { try await set(primary, in: folder) }
    }

    private func makeReplica(
        of primary: Primary, in folder: String, program: String
    ) async throws(RegistryError) {
        try requireFree(folder)
        let draft = "\(folder).replica-\(randomID())"
        do {
            try await initBare(draft)
            try await configure(draft, for: folder, program: program)
            try installHooks(HookFile.ofCatalog, into: "\(draft)/hooks")
            try installProgram(program, into: "\(draft)/hooks")
            try await hide([ReplicaFetch.hidden], in: git(in: draft), by: "transfer.hideRefs")
            try await set(primary, in: draft)
            _ = try await ReplicaFetch(
                catalog: try Catalog.open(draft, environment: environment), primary: primary
            ).run(all: true)
            try putInPlace(draft, at: folder)
        } catch {
            try? FileManager.default.removeItem(atPath: draft)
            throw (error as? StoreError).map(explain) ?? RegistryError(any: error)
        }
    }

    private func git(in folder: String) -> GitProgram {
        GitProgram(directory: folder, environment: environment)
    }

    private func set(_ primary: Primary, in folder: String) async throws(RegistryError) {
        do {
            try await git(in: folder).require([
                "config", GitArgument(stringLiteral: Primary.setting), .value(primary.url),
            ])
        } catch {
            throw explain(error, "git config")
        }
    }
}

extension ServedCatalog {
    /// Brings a replica up to its primary, or throws why it can't be.
    package nonisolated func catchUp() async throws(RegistryError) {
        guard let following else { return }
        let now = Date()
        let catalog = try Catalog.open(directory, environment: environment)
        let all = try await ReplicaFetch(catalog: catalog, primary: following.primary)
            .run(all: following.wantsAll(now: now))
        CatalogIndex(of: catalog).update()
        following.note(seen: now, all: all)
    }

    /// How long a replica waits between two rounds, in seconds: `cairn.followInterval`, else ten.
    package nonisolated var followInterval: Int64 {
        let catalog = try? Catalog.open(directory, environment: environment)
        let text = try? catalog?.repository.config("cairn.followInterval")
        return max(1, text.flatMap { TimeSpan(parsing: $0) }?.seconds ?? 10)
    }
}

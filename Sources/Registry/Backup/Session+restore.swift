import Artifacts
import FoundationEssentials
import Git
package import RegistryCore

extension Session {
    /// Makes a registry of a backup, and says it is there only when all of it has been verified.
    ///
    /// - Parameters:
    ///   - folder: The backup's, absolute.
    ///   - target: An empty folder, or a name that is free; absolute.
    ///   - program: The absolute path of the `cairn` that the hooks run.
    package func restore(
        _ folder: String, to target: String, program: String
    ) async throws(RegistryError) -> BackupReport {
        try requireFree(target)
        let source = BackupFolder(path: folder)
        guard let (state, manifest) = try source.manifest() else {
            throw RegistryError(
                .fileMissing, "There is no backup in '\(folder.printable)'.",
                remedy: "Name the folder that `cairn backup` was given.")
        }
        let draft = "\(target).restoring-\(randomID())"
        let restoration = Restoration(
            source: source, state: state, manifest: manifest, draft: draft, session: self)
        do {
            let copies = try await restoration.run(for: target, program: program)
            try putInPlace(draft, at: target)
            return BackupReport(manifest, at: target, copies)
        } catch {
            try? FileManager.default.removeItem(atPath: draft)
            throw (error as? StoreError).map(explain) ?? RegistryError(any: error)
        }
    }
}

/// A registry on its way back, in a folder that nobody knows of.
private struct Restoration {
    let source: BackupFolder
    let state: Digest
    let manifest: BackupManifest
    let draft: String
    let session: Session

    func run(
        for target: String, program: String
    ) async throws(RegistryError) -> ArtifactCopies {
        try await session.initBare(draft)
        try writeFiles()
        try await copyObjects()
        let copies = try await copyArtifacts()
        try await verify()
        try await settle(at: target, program: program)
        return copies
    }

    private func writeFiles() throws(RegistryError) {
        for file in manifest.files {
            let bytes = try source.read(file.path, as: file.sha256, of: state)
            do {
                try writeDurably(bytes, to: "\(draft)/\(file.path)", permissions: file.mode)
            } catch {
                throw explain(error)
            }
        }
    }

    /// All that the refs lead to, each object hashed and checked on its way in.
    private func copyObjects() async throws(RegistryError) {
        let git = GitProgram(directory: draft, environment: session.environment)
        let repository = GitProgram(
            directory: source.repository, environment: session.environment)
        do {
            let refs = try await git.require(
                ["for-each-ref", "--format=%(objectname)"], limit: 1 << 30)
            let tips = Set(refs.text.split(separator: "\n").compactMap { ObjectID(parsing: $0) })
            try await repository.copyObjects(of: Array(tips), except: [], to: git)
        } catch GitError.failed(_, _, let message) {
            throw damaged(message)
        } catch {
            throw explain(error, "restoring objects")
        }
    }

    private func copyArtifacts() async throws(RegistryError) -> ArtifactCopies {
        let catalog = try Catalog.open(draft, environment: session.environment)
        do {
            return try await catalog.store().takeIn(
                source.artifacts, progress: session.progress)
        } catch {
            throw explain(error)
        }
    }

    /// Git's own check, the audit log against the refs, and every artifact that a ref names: the
    /// store has hashed what it took in.
    private func verify() async throws(RegistryError) {
        let git = GitProgram(directory: draft, environment: session.environment)
        do {
            try await git.require(["fsck", "--full", "--strict", "--no-dangling", "--no-progress"])
        } catch GitError.failed(_, _, let message) {
            throw damaged(message)
        } catch {
            throw explain(error, "git fsck")
        }
        let workspace = Workspace(
            session: session, catalog: try Catalog.open(draft, environment: session.environment),
            remote: draft, registryFolder: draft)
        let audit = try await workspace.verifyAudit()
        guard audit.ok else { throw RegistryError(audit.objections) }
        let named = try await workspace.namedArtifacts()
        guard manifest.store == nil else { return }
        for digest in named {
            do {
                guard try await workspace.catalog.store().has(digest) else {
                    throw StoreError.missing(digest)
                }
            } catch {
                throw (error as? StoreError).map(explain) ?? RegistryError(any: error)
            }
        }
    }

    /// What the settings say of where things are.
    private func settle(at target: String, program: String) async throws(RegistryError) {
        let git = GitProgram(directory: draft, environment: session.environment)
        do {
            for (key, value) in RegistrySettings.all(folder: target, program: program)
            where ["cairn.program", "core.hooksPath"].contains(key.description) {
                try await git.require([
                    "config", "--replace-all", GitArgument(stringLiteral: key), .value(value),
                ])
            }
        } catch {
            throw explain(error, "git config")
        }
        try session.installProgram(program, into: "\(draft)/hooks")
    }

    private func damaged(_ message: String) -> RegistryError {
        RegistryError(
            .corrupt, "The backup's objects are damaged: \(message.oneLine)",
            remedy: "Use another copy of the backup.")
    }
}

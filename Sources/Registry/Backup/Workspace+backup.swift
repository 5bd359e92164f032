import Artifacts
import Cryptography
import FoundationEssentials
import Git
package import RegistryCore

extension Workspace {
    /// Brings a backup of the registry up to date, or makes it, while people go on pushing.
    ///
    /// - Parameter folder: Absolute; another registry's backup is refused.
    package func backUp(to folder: String) async throws(RegistryError) -> BackupReport {
        guard let registryFolder else {
            throw RegistryError(
                .usage, "A backup is made where the registry is, and it is not on this machine.",
                remedy: "Run it there, with -R <folder of the registry>.")
        }
        let catalog = try Catalog.open(registryFolder, environment: session.environment)
        return try await Backup(
            catalog: catalog, target: BackupFolder(path: folder), session: session
        ).run()
    }
}

/// One run of `backup`.
private struct Backup {
    let catalog: Catalog
    let target: BackupFolder
    let session: Session

    func run() async throws(RegistryError) -> BackupReport {
        let turn = try takeTurn()
        let before = try target.manifest()
        let policy = try catalog.policy(at: try catalog.snapshot())
        if let before, before.manifest.id != policy.id {
            throw RegistryError(
                .conflict,
                "'\(target.path.printable)' is the backup of another registry, "
                    + "\(before.manifest.registry.printable).",
                remedy: "Name an empty folder, or the one that has this registry's backup.")
        }
        _ = try await Completion(catalog: catalog).finishAbandoned()
        let moment = try await RegistryMoment(reading: catalog)
        try await copyObjects(of: moment, since: before?.digest)
        // After the refs: what they name was in the store before they named it.
        let copies = try await copyArtifacts(policy)
        let (digest, manifest) = try writeState(moment, policy)
        try target.finish(digest)
        do {
            try writeDurably(moment.packedRefs, to: target.packedRefs, permissions: 0o600)
        } catch {
            throw explain(error)
        }
        _ = consume turn
        return BackupReport(manifest, at: target.path, copies)
    }

    /// Only the registry's own account shall read what is in it.
    private func takeTurn() throws(RegistryError) -> Turn {
        do {
            try FileManager.default.createDirectory(
                atPath: target.path, withIntermediateDirectories: true)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o700], ofItemAtPath: target.path)
        } catch {
            throw RegistryError(
                .storageFailed, "'\(target.path.printable)' can't be made.",
                remedy: "Choose a folder that this account may write to.")
        }
        let turn: Turn?
        do { turn = try Turn.take(at: target.turn) } catch { throw explain(error) }
        guard let turn else {
            throw RegistryError(
                .conflict, "Another backup into '\(target.path.printable)' is under way.",
                remedy: "Let it end.")
        }
        return turn
    }

    private func copyObjects(
        of moment: RegistryMoment, since state: Digest?
    ) async throws(RegistryError) {
        if !FileManager.default.fileExists(atPath: "\(target.repository)/HEAD") {
            try await session.initBare(target.repository)
        }
        let held = try state.map { state throws(RegistryError) in try tips(of: state) } ?? []
        let copy = GitProgram(directory: target.repository, environment: session.environment)
        do throws(GitError) {
            var common: [ObjectID] = []
            for id in held where try catalog.repository.header(of: id) != nil { common.append(id) }
            try await catalog.git.copyObjects(
                of: Array(Set(moment.refs.values).subtracting(held)), except: common, to: copy)
        } catch {
            throw explain(error, "copying objects")
        }
        do {
            try syncFolders(["\(target.repository)/objects/pack", "\(target.repository)/objects"])
        } catch {
            throw explain(error)
        }
    }

    /// What the refs of a state point to.
    private func tips(of state: Digest) throws(RegistryError) -> Set<ObjectID> {
        let path = "\(target.state(state))/packed-refs"
        let text = FileManager.default.contents(atPath: path) ?? Data()
        return Set(
            text.split(separator: UInt8(ascii: "\n")).compactMap { line in
                ObjectID(parsing: String(decoding: line.prefix(40), as: UTF8.self))
            })
    }

    private func copyArtifacts(_ policy: Policy) async throws(RegistryError) -> ArtifactCopies {
        guard policy.store == nil else { return ArtifactCopies() }
        do {
            return try await target.artifacts.takeIn(
                catalog.store(), progress: session.progress)
        } catch {
            throw explain(error)
        }
    }

    private func writeState(
        _ moment: RegistryMoment, _ policy: Policy
    ) throws(RegistryError) -> (Digest, BackupManifest) {
        let draft = "\(target.path)/states/draft-\(randomID())"
        var isKept = false
        defer { if !isKept { try? FileManager.default.removeItem(atPath: draft) } }
        let source = RegistryFiles(folder: catalog.directory)
        var files: [BackupManifest.File] = []
        for path in source.paths() {
            if let file = try source.copy(path, to: "\(draft)/\(path)") { files.append(file) }
        }
        let refs = moment.packedRefs
        files.append(.init(path: "packed-refs", mode: 0o644, sha256: Digest(hashing: refs)))
        let manifest = BackupManifest(
            schema: .current, run: randomID(), registry: policy.registry, id: policy.id,
            made: session.now,
            audit: moment.audit, main: moment.refs[CatalogRef.main.description] ?? .zero,
            refs: moment.refs.count, store: policy.store.map { "\($0.url)" }, files: files)
        let bytes = try encodeJSON(manifest)
        let digest = Digest(hashing: bytes)
        do {
            try writeDurably(refs, to: "\(draft)/packed-refs", permissions: 0o600)
            try writeDurably(bytes, to: "\(draft)/manifest.json", permissions: 0o600)
            try syncTree(draft)
            try FileManager.default.moveItem(atPath: draft, toPath: target.state(digest))
            try syncFolders(["\(target.path)/states", target.path])
        } catch let error as StoreError {
            throw explain(error)
        } catch {
            throw RegistryError(
                .storageFailed, "'\(target.path.printable)' can't be written: \(error)",
                remedy: "Make room there, or let this account write to it.")
        }
        isKept = true
        return (digest, manifest)
    }
}

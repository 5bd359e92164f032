package import Git
import Manifests
package import RegistryCore

/// `main` at one commit, and the audit log: everything read through it is of the same moment.
package struct Snapshot: Hashable, Sendable {
    package let commit: ObjectID
    package let tree: ObjectID
    /// The tree of the audit log's newest entry; `nil` without a log.
    package var log: ObjectID?
}

extension Catalog {
    /// The newest state of `main`; refuses a repository that has no `main`.
    package func snapshot() throws(RegistryError) -> Snapshot {
        guard let commit = try tip(.main) else {
            throw RegistryError(
                .catalogMissing, "'\(directory)' has no branch main, so it is no catalog.",
                remedy: "Name a catalog with -R, or make one with `cairn init`.")
        }
        return try snapshot(at: commit)
    }

    /// The state of `main` at `commit`, with all that the audit log says of it until now.
    package func snapshot(at commit: ObjectID) throws(RegistryError) -> Snapshot {
        let log = try tip(.auditLog).map { tip throws(RegistryError) in try self.commit(tip).tree }
        return try Snapshot(commit: commit, tree: self.commit(commit).tree, log: log)
    }

    /// The state of `main` at `commit`, of which the log says what `snapshot` has of it.
    func snapshot(
        at commit: ObjectID, sharing snapshot: Snapshot
    ) throws(RegistryError) -> Snapshot {
        try Snapshot(commit: commit, tree: self.commit(commit).tree, log: snapshot.log)
    }

    /// The policy at that moment.
    package func policy(at snapshot: Snapshot) throws(RegistryError) -> Policy {
        guard let policy = try manifest(Policy.self, at: RootFile.policy, in: snapshot.tree) else {
            throw RegistryError(
                .catalogMissing,
                "\(snapshot.commit.short) has no registry.yaml, so it is no catalog.",
                remedy: "Name a catalog with -R, or make one with `cairn init`.")
        }
        return policy
    }

    /// The model's manifest at that moment; `nil` for a model that is not there.
    package func model(
        _ name: ModelName, in tree: ObjectID
    ) throws(RegistryError) -> ModelManifest? {
        try manifest(ModelManifest.self, at: "\(name.folder)/model.yaml", in: tree)
    }

    /// What `main` says of a version after it was registered.
    package func annotations(
        _ name: ModelName, _ version: VersionNumber, in tree: ObjectID
    ) throws(RegistryError) -> Annotations? {
        try manifest(Annotations.self, at: annotationsPath(name, version), in: tree)
    }

    /// One manifest, or `nil` where there is no such file.
    ///
    /// - Parameter folder: Where `tree` lies, for people to find the file.
    package func manifest<Value: Decodable>(
        _ type: Value.Type, at path: String, in tree: ObjectID, called folder: String? = nil
    ) throws(RegistryError) -> Value? {
        try parsed(path, in: tree) { bytes throws(RegistryError) in
            do throws(ManifestError) {
                return try readManifest(
                    type, from: bytes, path: folder.map { "\($0)/\(path)" } ?? path)
            } catch {
                throw RegistryError([invalidManifest(error)])
            }
        }
    }

    /// What `parse` makes of a plain file, read once however often it is asked for; `nil` where
    /// there is none.
    func parsed<Value>(
        _ path: String, in tree: ObjectID,
        _ parse: ([UInt8]) throws(RegistryError) -> Value
    ) throws(RegistryError) -> Value? {
        guard let entry = try plainFile(path, in: tree) else { return nil }
        if let known: Value = memory.value(of: entry.id) { return known }
        let value = try parse(try contents(of: entry, path))
        memory.keep(value, of: entry.id)
        return value
    }

    /// The bytes of a plain file of at most `limit` bytes; `nil` where there is none.
    package func file(
        _ path: String, in tree: ObjectID, limit: Int = largestFile
    ) throws(RegistryError) -> [UInt8]? {
        try plainFile(path, in: tree).map { entry throws(RegistryError) in
            try contents(of: entry, path, limit: limit)
        }
    }

    private func plainFile(
        _ path: String, in tree: ObjectID
    ) throws(RegistryError) -> TreeEntry? {
        try entry(at: path, in: tree).flatMap { $0.mode == .file ? $0 : nil }
    }

    private func contents(
        of entry: TreeEntry, _ path: String, limit: Int = largestFile
    ) throws(RegistryError) -> [UInt8] {
        try translate(path) { () throws(GitError) in
            try repository.blob(entry.id, limit: limit)
        }
    }

    /// The tree entry at `path`; `nil` where there is none.
    ///
    /// Folders on the way are remembered: many files of one model are read through one tree, and a
    /// folder above it may hold a thousand others.
    package func entry(at path: String, in tree: ObjectID) throws(RegistryError) -> TreeEntry? {
        try translate(path) { () throws(GitError) in try find(path[...], in: tree) }
    }

    private func find(_ path: Substring, in tree: ObjectID) throws(GitError) -> TreeEntry? {
        guard let slash = path.lastIndex(of: "/") else {
            return try repository.entry(at: String(path), in: tree)
        }
        guard let folder = try folder(path[..<slash], in: tree) else { return nil }
        return try repository.entry(at: String(path[path.index(after: slash)...]), in: folder)
    }

    private func folder(_ path: Substring, in tree: ObjectID) throws(GitError) -> ObjectID? {
        if let known = memory.folder(path, in: tree) { return known }
        guard let entry = try find(path, in: tree), entry.mode.isTree else { return nil }
        memory.keep(folder: entry.id, at: path, in: tree)
        return entry.id
    }

    /// What a tree has.
    func entries(of tree: ObjectID) throws(RegistryError) -> [TreeEntry] {
        try translate("tree \(tree)") { () throws(GitError) in try repository.tree(tree) }
    }

    /// A commit that must be there.
    package func commit(_ id: ObjectID) throws(RegistryError) -> Commit {
        try translate("commit \(id)") { () throws(GitError) in try repository.commit(id) }
    }
}

extension Catalog {
    /// The names of the folders in a folder; none where there is no such folder.
    func folders(_ path: String, in tree: ObjectID) throws(RegistryError) -> [String] {
        guard let folder = try entry(at: path, in: tree), folder.mode.isTree else { return [] }
        return try entries(of: folder.id).filter(\.mode.isTree).compactMap(\.text)
    }
}

/// What a file outside of `artifacts/` may have, in bytes.
package let largestFile = 1 << 20

/// The files at the root of `main` that Cairn reads or writes.
package enum RootFile {
    /// Who may do what, and what each stage demands.
    package static let policy = "registry.yaml"
    /// Who signs with which key.
    package static let signers = "allowed_signers"
    /// Which keys must not be trusted any more, and since when.
    package static let revoked = "revoked_keys"
    /// What makes stock `git lfs` work in every clone.
    package static let attributes = ".gitattributes"
    /// What keeps a clone from downloading every artifact.
    package static let lfsConfig = ".lfsconfig"
}

/// Where the annotations of a version lie.
func annotationsPath(_ name: ModelName, _ version: VersionNumber) -> String {
    "\(name.folder)/annotations/\(version).yaml"
}

/// The objection to a manifest that can't be read.
func invalidManifest(_ error: ManifestError) -> Objection {
    Objection(
        .manifestInvalid, "\(error)".endingSentence,
        remedy: "Mend that line; docs/format.md lists every key.")
}

import Cryptography
import Git
import Manifests
package import RegistryCore

/// One version as Git holds it: the record, the pointers, and the commit that introduced it.
package struct VersionRecord: Hashable, Sendable {
    package let model: ModelName
    package let manifest: VersionManifest
    /// The commit on `main` that introduced the version.
    package let commit: ObjectID
    /// The model's folder in that commit.
    package let folder: ObjectID
    package let artifacts: [ArtifactPath: Pointer]
    /// The version digest of design §2.
    package let digest: Digest

    /// The version's number.
    package var number: VersionNumber { manifest.version }

    /// `fraud/detector@v4`.
    package var reference: String { "\(model)@\(number)" }
}

extension Catalog {
    /// The version that the model's folder in `tree` shows; `nil` when it shows none.
    package func version(
        of model: ModelName, in tree: ObjectID, commit: ObjectID
    ) throws(RegistryError) -> VersionRecord? {
        guard let folder = try entry(at: model.folder, in: tree), folder.mode.isTree,
            let bytes = try file("version.yaml", in: folder.id),
            let manifest = try manifest(
                VersionManifest.self, at: "version.yaml", in: folder.id, called: model.folder)
        else { return nil }
        let artifacts = try artifacts(in: folder.id)
        let text = versionDigestText(
            model: model, version: manifest.version,
            record: Pointer(digest: Digest(hashing: bytes), size: Int64(bytes.count)),
            artifacts: artifacts)
        return VersionRecord(
            model: model, manifest: manifest, commit: commit, folder: folder.id,
            artifacts: artifacts, digest: Digest(hashing: Array(text.utf8)))
    }

    /// Every pointer below `artifacts/` of a model's folder; throws if there are more than `limit`.
    func artifacts(
        in folder: ObjectID, limit: Int = PushLimits.standard.changedPaths
    ) throws(RegistryError) -> [ArtifactPath: Pointer] {
        guard let root = try entry(at: "artifacts", in: folder), root.mode.isTree else {
            return [:]
        }
        let files = try translate("artifacts") { () throws(GitError) in
            try repository.changes(from: nil, to: root.id, limit: limit)
        }
        var artifacts: [ArtifactPath: Pointer] = [:]
        for file in files {
            guard let path = ArtifactPath(parsing: String(decoding: file.path, as: UTF8.self)),
                let entry = file.new, let pointer = try pointer(entry.id)
            else {
                let shown = String(decoding: file.path, as: UTF8.self).printable
                throw RegistryError(
                    .pointerExpected, "artifacts/\(shown) is not a Git LFS pointer.",
                    remedy: "Add it with `cairn add`, or run `git lfs install` and add it again.")
            }
            artifacts[path] = pointer
        }
        return artifacts
    }

    /// The pointer that a blob holds; `nil` when it holds something else.
    func pointer(_ blob: ObjectID) throws(RegistryError) -> Pointer? {
        do {
            return Pointer(parsing: try repository.blob(blob, limit: Pointer.longest))
        } catch GitError.tooLarge {
            return nil
        } catch {
            throw explain(error, "blob \(blob)")
        }
    }
}

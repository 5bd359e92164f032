import Artifacts
import FoundationEssentials
package import RegistryCore

extension Workspace {
    /// Copies a version into a folder that looks like the model's own: its manifests, and its
    /// artifacts in full.
    ///
    /// Every file appears whole or not at all, and `version.yaml` last, so whoever sees it sees
    /// the rest too. Files that are right already are left alone, wrong ones are replaced.
    ///
    /// - Parameter folder: As seen from the working directory; else `<name>-v<N>` in it.
    package func fetch(
        _ reference: Reference, into folder: String? = nil, _ scope: FetchScope = FetchScope()
    ) async throws(RegistryError) -> Fetched {
        let record = try catalog.resolve(reference, at: try catalog.snapshot())
        let artifacts = record.artifacts.filter { scope.includes($0.key) }
        guard !artifacts.isEmpty || scope.patterns.isEmpty || scope.isMetadataOnly else {
            throw noMatch(record)
        }
        let target = session.absolute(folder ?? "\(record.model.name)-\(record.number)")
        let lacking = try await wrongOrMissing(artifacts, in: target)
        try await copyArtifacts(lacking, of: record, into: target)
        for name in ["README.md", "model.yaml", "version.yaml"] {
            try copyManifest(name, of: record, into: target)
        }
        return Fetched(
            record, into: target, artifacts: artifacts.files,
            bytes: lacking.values.reduce(0) { $0 + $1.size })
    }

    private func noMatch(_ record: VersionRecord) -> RegistryError {
        RegistryError(
            .fileMissing, "No artifact of \(record.reference) matches.",
            remedy: "Run `cairn show \(record.reference)` to see its artifacts.")
    }

    /// The artifacts that are not in the folder with the very bytes they should have.
    private func wrongOrMissing(
        _ artifacts: [ArtifactPath: Pointer], in folder: String
    ) async throws(RegistryError) -> [ArtifactPath: Pointer] {
        var lacking: [ArtifactPath: Pointer] = [:]
        for (path, pointer) in artifacts {
            let source = ArtifactSource.file("\(folder)/artifacts/\(path)")
            guard source.size == pointer.size, let found = try? await source.pointer(),
                found == pointer
            else {
                lacking[path] = pointer
                continue
            }
        }
        return lacking
    }
}

import Artifacts
import FoundationEssentials
import RegistryCore

extension Workspace {
    /// What the registry's own store lacks, wherever that is: a bucket, a folder, or the host's Git
    /// LFS server; `nil` where none can be found. What the clone has counts for nothing.
    func hostedArtifacts() async throws(RegistryError) -> ArtifactPresence? {
        if let registryStore = try registryStore {
            return catalog.presentArtifacts(in: registryStore)
        }
        return try await lfsStore().map { catalog.presentArtifacts(in: $0) }
    }

    /// The evidence on a proposal by whomever, with the checks that the registry runs itself where
    /// its store can be found.
    func hostedEvidence(
        on checked: CheckedTransition, at snapshot: Snapshot
    ) async throws(RegistryError) -> Evidence {
        var checks: [CheckName: CheckOutcome] = [:]
        if let record = checked.record, let artifacts = try await hostedArtifacts() {
            checks = try await catalog.builtInChecks(
                of: record, for: checked.transition.stage, at: snapshot, artifacts
            ) { () async throws(RegistryError) in try await readableStore(of: record) }
        }
        return try await catalog.evidence(
            on: checked, actor: nil, now: session.now, at: snapshot, checks: checks)
    }

    /// A store whose bytes can be read anywhere: the registry's own, or ours once a Git LFS server
    /// has brought the version's artifacts.
    private func readableStore(
        of record: VersionRecord
    ) async throws(RegistryError) -> any ArtifactStore {
        if let registryStore = try registryStore { return registryStore }
        let folder = "\(catalog.directory)/cairn/incoming-\(randomID())"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await copyArtifacts(record.artifacts, of: record, into: folder)
        for (path, pointer) in record.artifacts {
            do {
                try await localStore.put(
                    .file("\(folder)/artifacts/\(path)"), expecting: pointer)
            } catch {
                throw explain(error)
            }
        }
        return localStore
    }
}

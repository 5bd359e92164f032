import Artifacts
import Git
import RegistryCore

extension Workspace {
    /// Copies each artifact from the nearest store that has it.
    func copyArtifacts(
        _ artifacts: [ArtifactPath: Pointer], of record: VersionRecord, into folder: String
    ) async throws(RegistryError) {
        let near = try await held(artifacts)
        let far = artifacts.filter { near[$0.key] == nil }
        guard let registryStore = try registryStore else {
            guard let lfs = try await lfsStore() else {
                try await downloadByLFS(far.keys.sorted(), of: record)
                return try await copy(artifacts, from: localStore, into: folder)
            }
            return try await copy(near, far, from: lfs, into: folder)
        }
        do throws(RegistryError) {
            try await copy(near, from: localStore, into: folder)
        } catch {
            // What our store has spoiled the registry's may still have.
            guard error.objections[0].code == .corrupt else { throw error }
            try await copy(near, from: registryStore, into: folder)
        }
        try await copy(far, from: registryStore, into: folder)
    }

    /// Copies a manifest as it was in the version's commit, if there is one.
    func copyManifest(
        _ name: String, of record: VersionRecord, into folder: String
    ) throws(RegistryError) {
        guard let bytes = try catalog.file(name, in: record.folder) else { return }
        do { try writeDurably(bytes, to: "\(folder)/\(name)") } catch { throw explain(error) }
    }

    private func held(
        _ artifacts: [ArtifactPath: Pointer]
    ) async throws(RegistryError) -> [ArtifactPath: Pointer] {
        var held: [ArtifactPath: Pointer] = [:]
        do throws(StoreError) {
            for (path, pointer) in artifacts
            where try await localStore.size(of: pointer.digest) == pointer.size {
                held[path] = pointer
            }
        } catch {
            throw explain(error)
        }
        return held
    }

    private func copy(
        _ artifacts: [ArtifactPath: Pointer], from store: any ArtifactStore, into folder: String
    ) async throws(RegistryError) {
        do {
            try await store.fetchAll(
                artifacts.map { ($0.value, "\(folder)/artifacts/\($0.key)") },
                progress: session.progress)
        } catch {
            throw explain(error)
        }
    }

    /// Fetches from a server what is not here, and what is here and spoiled.
    private func copy(
        _ near: [ArtifactPath: Pointer], _ far: [ArtifactPath: Pointer], from lfs: LFSStore,
        into folder: String
    ) async throws(RegistryError) {
        var wanted = far
        do throws(RegistryError) {
            try await copy(near, from: localStore, into: folder)
        } catch {
            guard error.objections[0].code == .corrupt else { throw error }
            wanted = far.merging(near) { $1 }
        }
        do {
            try await lfs.fetch(
                wanted.sorted { $0.key < $1.key }.map { path, pointer in
                    LFSStore.Wish(pointer: pointer, path: "\(folder)/artifacts/\(path)")
                })
        } catch {
            throw explain(error)
        }
    }

    /// Lets `git lfs` bring artifacts into our own store, which trusts none of them yet.
    private func downloadByLFS(
        _ paths: [ArtifactPath], of record: VersionRecord
    ) async throws(RegistryError) {
        guard !paths.isEmpty else { return }
        guard case .clone(let remote) = catalog.layout else {
            throw RegistryError(
                .unreachable, "The artifacts of \(remote.printable) can be had in a clone only.",
                remedy: "Run `cairn clone \(remote.printable)`, and fetch inside the clone.")
        }
        try await GitLFS(git: catalog.git).fetch(
            paths.map { "\(record.model.folder)/artifacts/\($0)" }, at: record.commit,
            from: remote)
    }
}

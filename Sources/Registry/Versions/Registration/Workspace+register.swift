import Artifacts
import Git
import Manifests
package import RegistryCore

extension Workspace {
    /// Registers the next version of a model, and the model too if it is new.
    ///
    /// Bytes go to the store before the commit that names them, so what the registry accepts it
    /// can also serve. When others were faster, the number is taken anew.
    package func register(
        _ registration: Registration
    ) async throws(RegistryError) -> Registered {
        let staging = StagingRecord(of: registration.model, in: catalog.directory)
        let staged = try staging.read()
        let selection = try FileSelection(
            paths: (registration.paths + [registration.notebook].compactMap(\.self))
                .map(session.absolute))
        let detected = registration.detects ? try await session.detected() : nil
        let record = try registration.record(over: detected)
        try await supply(Set(staged.artifacts.values))
        let given = try await keepInRegistry(selection)
        let owner = Who.person(try await session.user())
        let files = staged.artifacts.merging(given) { $1 }
        try await keepPointers(Set(files.values))
        let commit = try await commitToMain { (snapshot) throws(RegistryError) in
            let version = try NextVersion(
                of: registration, record: record, files: files, at: snapshot, in: self)
            return MainCommit(
                message: version.message, changes: try version.changes(owner: owner))
        }
        try staging.forget(staged)
        return try registered(registration.model, by: commit)
    }

    /// Puts files where the registry has them: straight into its store, or by way of ours.
    private func keepInRegistry(
        _ selection: FileSelection
    ) async throws(RegistryError) -> [ArtifactPath: Pointer] {
        if let store = try registryStore { return try await keep(selection, in: store) }
        if let lfs = try await lfsStore() { return try await keep(selection, behind: lfs) }
        let files = try await keep(selection, in: localStore)
        try await supply(Set(files.values))
        return files
    }

    /// Sends files from where they lie, once it is known what they are.
    private func keep(
        _ selection: FileSelection, behind lfs: LFSStore
    ) async throws(RegistryError) -> [ArtifactPath: Pointer] {
        let files = selection.files.sorted { $0.key < $1.key }
        do {
            let pointers = try await pointers(of: files.map { .file($0.value) })
            let items = zip(files, pointers).filter { $1.size > 0 }.map { file, pointer in
                LFSStore.Item(pointer: pointer) { () throws(StoreError) in
                    try SteadyFile(reading: file.value)
                }
            }
            _ = try await lfs.send(items)
            return Dictionary(uniqueKeysWithValues: zip(files.map(\.key), pointers))
        } catch {
            throw explain(error)
        }
    }

    private func registered(
        _ model: ModelName, by commit: ObjectID
    ) throws(RegistryError) -> Registered {
        let tree = try catalog.commit(commit).tree
        guard let record = try catalog.version(of: model, in: tree, commit: commit) else {
            throw RegistryError(
                .internal, "The commit \(commit) does not show the version it registers.",
                remedy: "Report this as a bug of Cairn.")
        }
        return Registered(
            reference: record.reference, model: model, version: record.number,
            digest: "sha256:\(record.digest)", commit: commit,
            fetch: fetchCommand(record.reference), artifacts: record.artifacts.files)
    }

    /// The command that fetches a version, from where this one was run.
    private func fetchCommand(_ reference: String) -> String {
        guard let registry = session.registry, registry != session.environment["CAIRN_REGISTRY"]
        else { return "cairn fetch \(reference)" }
        return "cairn -R \(shellWord(registry)) fetch \(reference)"
    }
}

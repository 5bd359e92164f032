import Artifacts
import Git
package import RegistryCore

/// What `add` staged.
package struct Staged: Encodable, Sendable {
    package let model: ModelName
    package let artifacts: [StoredFile]
}

extension Workspace {
    /// Keeps files for the next version of a model: their bytes in the local store, their pointers
    /// in the clone around us, and a note for `register`.
    ///
    /// - Parameters:
    ///   - paths: Files and folders, as seen from the working directory.
    ///   - target: Where one file goes below `artifacts/`, or the folder for all of them.
    package func add(
        _ paths: [String], to model: ModelName, as target: String? = nil
    ) async throws(RegistryError) -> Staged {
        let selection = try FileSelection(paths: paths.map(session.absolute), to: target)
        let artifacts = try await keep(selection, in: localStore)
        if let workTree {
            try await stage(artifacts, of: model, in: workTree)
        }
        try StagingRecord(of: model, in: catalog.directory).append(artifacts)
        return Staged(model: model, artifacts: artifacts.files)
    }

    /// Puts every file into the store, each in one pass, and says what the bytes are.
    func keep(
        _ selection: FileSelection, in store: any ArtifactStore
    ) async throws(RegistryError) -> [ArtifactPath: Pointer] {
        let files = selection.files.sorted { $0.key < $1.key }
        do {
            let pointers = try await store.putAll(
                files.map { (.file($0.value), nil) }, progress: session.progress)
            return Dictionary(uniqueKeysWithValues: zip(files.map(\.key), pointers))
        } catch {
            throw explain(error)
        }
    }

    /// Writes the pointers to the clone's files and its index, as `git add` under Git LFS does.
    ///
    /// The files get the pointers too, not the bytes: a clone holds each artifact once, in its
    /// store, and Git LFS takes a pointer for what it points to.
    private func stage(
        _ artifacts: [ArtifactPath: Pointer], of model: ModelName, in workTree: String
    ) async throws(RegistryError) {
        var lines: [UInt8] = []
        var files: [(bytes: [UInt8], path: String)] = []
        try await keepPointers(Set(artifacts.values))
        for (path, pointer) in artifacts {
            let place = "\(model.folder)/artifacts/\(path)"
            let blob = try translate(place) { () throws(GitError) in
                try catalog.repository.writeBlob(pointer.encoded)
            }
            files.append((pointer.encoded, "\(workTree)/\(place)"))
            lines += Array("\(FileMode.file.octal) \(blob)\t\(place)\0".utf8)
        }
        do { try await writeDurably(files) } catch { throw explain(error) }
        await clearLocks(["index.lock"])
        do {
            let git = GitProgram(directory: workTree, environment: session.environment)
            try await git.require(["update-index", "-z", "--index-info"], input: lines)
        } catch {
            throw explain(error, "git update-index")
        }
        do { try syncFolders([catalog.directory]) } catch { throw explain(error) }
    }
}

extension Workspace {
    /// How many pointers are kept one by one, each of which waits for the disk.
    private static let few = 100

    /// Keeps the blobs of many pointers at once, so that writing each finds it there.
    func keepPointers(_ pointers: Set<Pointer>) async throws(RegistryError) {
        guard pointers.count > Self.few else { return }
        do { try await catalog.git.writeBlobs(pointers.map(\.encoded)) } catch {
            throw explain(error, "git fast-import")
        }
    }
}

extension FileMode {
    /// As Git prints it: `100644`.
    fileprivate var octal: String { String(rawValue, radix: 8) }
}

import Artifacts
import RegistryCore

extension Workspace {
    /// Brings to the registry's store whatever of this it does not hold yet.
    ///
    /// - Returns: What was sent, in the order of digests.
    /// - Throws: `artifactMissing`, once for each artifact that neither the registry's store nor
    ///   ours has.
    @discardableResult
    func supply(_ pointers: Set<Pointer>) async throws(RegistryError) -> [Pointer] {
        let wanted = pointers.filter { $0.size > 0 }.sorted { $0.digest < $1.digest }
        guard let registryStore = try registryStore else { return try await supplyByLFS(wanted) }
        let (lacking, absent) = try await lacks(wanted)
        guard absent.isEmpty else { throw RegistryError(absent.map(nowhere)) }
        do {
            try await registryStore.copyAll(lacking, from: localStore, progress: session.progress)
        } catch {
            throw explain(error)
        }
        return lacking
    }

    /// What the registry's store lacks, or has spoiled: what can be sent, and what nobody has.
    func lacks(
        _ pointers: [Pointer]
    ) async throws(RegistryError) -> (lacking: [Pointer], absent: [Pointer]) {
        guard let registryStore = try registryStore else { return ([], []) }
        var lacking: [Pointer] = []
        var absent: [Pointer] = []
        do throws(StoreError) {
            // Adopting also verifies what another hand has put there.
            for (pointer, error) in try await registryStore.adoptAll(pointers) {
                guard error.isAboutContent else { throw error }
                let isOurs = try await localStore.size(of: pointer.digest) == pointer.size
                if isOurs { lacking.append(pointer) } else { absent.append(pointer) }
            }
        } catch {
            throw explain(error)
        }
        return (lacking, absent)
    }

    /// What of it is here goes out by Git LFS; of the rest the registry itself knows best.
    private func supplyByLFS(_ pointers: [Pointer]) async throws(RegistryError) -> [Pointer] {
        var held: [Pointer] = []
        for pointer in pointers {
            let size: Int64?
            do { size = try await localStore.size(of: pointer.digest) } catch {
                throw explain(error)
            }
            if size == pointer.size { held.append(pointer) }
        }
        guard let lfs = try await lfsStore() else {
            try await GitLFS(git: catalog.git).push(held.map(\.digest), to: remote)
            return held
        }
        let store = localStore
        do {
            return try await lfs.send(
                held.map { pointer in
                    LFSStore.Item(pointer: pointer) { () throws(StoreError) in
                        try store.object(pointer.digest)
                    }
                })
        } catch {
            throw explain(error)
        }
    }

    private func nowhere(_ pointer: Pointer) -> Objection {
        Objection(
            .artifactMissing,
            "Neither the registry nor this machine has the artifact \(pointer.digest) "
                + "(\(ByteCount(pointer.size))).",
            remedy: "Run `cairn add` on the file again, where it still is.")
    }
}

extension StoreError {
    /// Whether the object itself is absent or wrong, and not the disk below it.
    fileprivate var isAboutContent: Bool {
        switch self {
        case .missing, .corrupt, .damaged, .wrongSize, .wrongFileType: true
        case .outOfRange, .tooLarge, .noSuchFile, .changedWhileReading, .diskFull, .readOnly,
            .noPermission, .failed, .unavailable, .busy, .denied, .interrupted:
            false
        }
    }
}

package import Artifacts
import RegistryCore

extension Catalog {
    /// The store beside a repository, in Git LFS's own place and layout.
    package func store() -> FileStore {
        FileStore(
            root: "\(directory)/lfs/objects", records: "\(directory)/cairn/verified")
    }

    /// What the hook asks of the pointers a push names: their bytes are there, hash to their name,
    /// and lie in a file of the store's own, whoever brought them.
    ///
    /// A bucket is asked whether it has them at their length: what it has, everybody hashes who
    /// fetches it.
    func adoptedArtifacts() throws(RegistryError) -> ArtifactPresence {
        let store = try keptStore()
        return { pointers async throws(RegistryError) in
            try await problems { () async throws(StoreError) in
                try await store.adoptAll(pointers.filter { $0.size > 0 })
            }
        }
    }

    /// What a client can ask before pushing: the store has an object of that length.
    package func presentArtifacts(in store: any ArtifactStore) -> ArtifactPresence {
        { pointers async throws(RegistryError) in
            try await problems { () async throws(StoreError) in
                try await store.lacking(pointers.filter { $0.size > 0 })
            }
        }
    }

    /// The same of a Git LFS server, which answers for what it says it has.
    func presentArtifacts(in server: LFSStore) -> ArtifactPresence {
        { pointers async throws(RegistryError) in
            try await problems { () async throws(StoreError) in
                try await server.lacking(pointers.filter { $0.size > 0 })
            }
        }
    }
}

/// What stands in the way of the artifacts that `find` found something wrong with.
private func problems(
    _ find: () async throws(StoreError) -> [(pointer: Pointer, error: StoreError)]
) async throws(RegistryError) -> [(pointer: Pointer, problem: Objection)] {
    do {
        return try await find().map { ($0.pointer, absent($0.pointer, $0.error)) }
    } catch {
        throw explain(error)
    }
}

private func absent(_ pointer: Pointer, _ error: StoreError) -> Objection {
    guard case .missing = error else { return explain(error).objections[0] }
    return .lacking(pointer)
}

extension Objection {
    /// The store has no such artifact, as far as whoever pushes may know.
    static func lacking(_ pointer: Pointer) -> Objection {
        Objection(
            .artifactMissing,
            "The store lacks the artifact \(pointer.digest) (\(ByteCount(pointer.size))).",
            remedy: "Run `cairn upload`, or `git lfs push origin main`, then push again.")
    }
}

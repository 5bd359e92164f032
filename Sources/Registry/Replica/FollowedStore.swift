import Artifacts
import RegistryCore

/// The store of a replica: what it has not yet, it gets from the primary, and keeps.
struct FollowedStore: ArtifactStore {
    let local: FileStore
    let primary: PrimaryArtifacts

    func size(of digest: Digest) async throws(StoreError) -> Int64? {
        if let size = try await local.size(of: digest) { return size }
        return try await primary.size(of: digest)
    }

    /// Bytes go on to `sink` while they come in: whoever asks first need not wait for all of it.
    func get(
        _ digest: Digest, range: Range<Int64>?,
        into sink: @escaping @Sendable ([UInt8]) async throws(StoreError) -> Void
    ) async throws(StoreError) {
        if try await local.has(digest) {
            return try await local.get(digest, range: range, into: sink)
        }
        guard let size = try await primary.size(of: digest) else { throw .missing(digest) }
        let pointer = Pointer(digest: digest, size: size)
        guard range != nil else { return try await bring(pointer, into: sink) }
        try await bring(pointer) { _ in }
        try await local.get(digest, range: range, into: sink)
    }

    private func bring(
        _ pointer: Pointer,
        into sink: @escaping @Sendable ([UInt8]) async throws(StoreError) -> Void
    ) async throws(StoreError) {
        let bytes = try await primary.open(pointer.digest)
        try await local.put(
            .stream { () async throws(StoreError) in
                guard let piece = try await bytes.next() else { return nil }
                try await sink(piece)
                return piece
            }, expecting: pointer)
    }

    func put(
        _ source: ArtifactSource, expecting: Pointer?, progress: Progress
    ) async throws(StoreError) -> Pointer {
        try await local.put(source, expecting: expecting, progress: progress)
    }

    func fetch(
        _ pointer: Pointer, to path: String, progress: Progress
    ) async throws(StoreError) {
        try await local.fetch(pointer, to: path, progress: progress)
    }

    func list() async throws(StoreError) -> [StoredArtifact] { try await local.list() }

    func remove(_ digest: Digest) async throws(StoreError) { try await local.remove(digest) }
}

extension Catalog {
    /// Where a replica has the artifacts from; `nil` for a registry of its own.
    func followedStore() throws(RegistryError) -> FollowedStore? {
        guard let primary = Primary(of: self) else { return nil }
        return FollowedStore(
            local: store(),
            primary: try PrimaryArtifacts(
                of: primary, directory: directory, environment: environment))
    }
}

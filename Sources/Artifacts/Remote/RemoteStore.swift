package import RegistryCore

/// A store on the network, which is trusted with keeping bytes and with nothing else: every byte is
/// hashed before it goes there, and again when it comes back.
package struct RemoteStore: OwnedStore {
    let objects: any RemoteObjects
    /// The folder for streams that must be hashed before anybody knows their name.
    let temporaryFolder: String

    package init(_ objects: any RemoteObjects, temporaryFolder: String) {
        self.objects = objects
        self.temporaryFolder = temporaryFolder
    }

    /// Adopting is mostly only asking.
    package var adoptionParallelism: Parallelism { .lookups }

    package func size(of digest: Digest) async throws(StoreError) -> Int64? {
        guard digest != .ofNothing else { return 0 }
        return try await objects.size(of: digest)
    }

    package func probe() async throws(StoreError) {
        _ = try await objects.marked(.ofNothing, .claimed)
    }

    package func list() async throws(StoreError) -> [StoredArtifact] {
        try await objects.list().objects.sorted { $0.digest < $1.digest }
    }

    package func remove(_ digest: Digest) async throws(StoreError) {
        try await objects.remove(digest)
        for mark in RemoteMark.allCases { try await objects.unmark(digest, mark) }
    }

    /// Notes that somebody else may bring an artifact, before they can: from now on it counts for
    /// nothing until it was hashed here.
    package func expect(_ digest: Digest) async throws(StoreError) {
        try await objects.mark(digest, .unverified)
        try await objects.unmark(digest, .damaged)
    }

    package func isDamaged(_ digest: Digest) async throws(StoreError) -> Bool {
        guard digest != .ofNothing else { return false }
        return try await objects.marked(digest, .damaged) != nil
    }

    package func adopt(
        _ pointer: Pointer, progress: Progress
    ) async throws(StoreError) {
        guard pointer.digest != .ofNothing else { return try pointer.check(size: 0) }
        guard try await objects.size(of: pointer.digest) != nil else {
            throw .missing(pointer.digest)
        }
        // Claimed before it counts as there: a sweep that comes in between sees the claim, or we
        // see that the object is gone.
        try await objects.mark(pointer.digest, .claimed)
        guard let size = try await objects.size(of: pointer.digest) else {
            throw .missing(pointer.digest)
        }
        try pointer.check(size: size)
        guard try await objects.marked(pointer.digest, .damaged) == nil else {
            throw .damaged(pointer.digest)
        }
        guard try await objects.marked(pointer.digest, .unverified) != nil else { return }
        try await get(pointer.digest, range: nil) { progress.report(Int64($0.count)) }
        try await objects.unmark(pointer.digest, .unverified)
    }
}

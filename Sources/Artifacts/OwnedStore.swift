package import FoundationEssentials
package import RegistryCore

/// A store that is ours to look after: to check what others put there, and to clear away.
package protocol OwnedStore: ArtifactStore {
    /// How many artifacts are adopted at once: few where that means hashing, many where it means
    /// waiting for replies.
    var adoptionParallelism: Parallelism { get }

    /// Makes an object that came by another hand one of the store's own: it has the length that it
    /// should, nothing is known against it, and it counts as new from now on, so that a sweep under
    /// way spares it.
    ///
    /// - Throws: `missing`, `wrongSize` or `corrupt`; the object is left where it is, trusted by
    ///   nobody, for the next `put` to replace.
    func adopt(_ pointer: Pointer, progress: Progress) async throws(StoreError)

    /// Whether it is known, without reading it, that an object's bytes are not what its name says:
    /// somebody has to bring them again.
    func isDamaged(_ digest: Digest) async throws(StoreError) -> Bool

    /// Keeps what a store on this machine has of an artifact, hashed on the way.
    ///
    /// - Throws: `missing` or `corrupt` for what the other store lacks or has spoiled, and whatever
    ///   `put` throws.
    func copy(
        _ pointer: Pointer, from other: FileStore, progress: Progress
    ) async throws(StoreError)

    /// Makes an artifact of an upload whose parts are all there; nothing else is left of it then.
    ///
    /// - Throws: `interrupted` while some are lacking, and `corrupt` if the bytes are others, of
    ///   which nothing is left either. After any other failure the parts are still there.
    func keep(_ upload: PartialFile) async throws(StoreError)

    /// Asks whether the store is within reach, and lets us in.
    func probe() async throws(StoreError)

    /// Re-reads and re-hashes every object, several at a time. A damaged one is trusted no more,
    /// and the next `put` of its bytes replaces it.
    ///
    /// - Parameter progress: Told of every byte read; `statistics` has the total.
    /// - Throws: Only if the store as a whole cannot be read, or the task is cancelled.
    func verify(progress: Progress) async throws(StoreError) -> Verification

    /// Removes the objects that nobody wants any more, and what unfinished writes left behind.
    ///
    /// - Parameters:
    ///   - isWanted: Whether an object is named by anything at all; asked once for each.
    ///   - grace: How long after an object was last written, claimed or adopted it stays, wanted or
    ///     not: longer than any upload takes from its first byte to the push that names it.
    ///   - now: The time to measure ages from.
    ///   - dryRun: Whether to say what would be done, and do nothing.
    func collect(
        keeping isWanted: @escaping @Sendable (Digest) -> Bool, grace: Duration, now: Date,
        dryRun: Bool
    ) async throws(StoreError) -> Sweep
}

extension OwnedStore {
    /// Adopts what a push names, several at a time and the largest first, and goes on after a
    /// failure, so that everything wrong can be said at once.
    ///
    /// - Returns: What could not be adopted and why, in the order of `pointers`.
    package func adoptAll(
        _ pointers: [Pointer], progress: Progress = .silent
    ) async throws(StoreError) -> [(pointer: Pointer, error: StoreError)] {
        try await failures(of: pointers, adoptionParallelism) {
            (pointer) async throws(StoreError) in
            try await adopt(pointer, progress: progress)
        }
    }

    /// Keeps what another store has of these artifacts, hashed on the way; a few at a time, the
    /// largest first.
    ///
    /// - Throws: The first failure, which cancels the rest; what was kept by then stays.
    package func copyAll(
        _ pointers: [Pointer], from other: FileStore, progress: Progress = .silent
    ) async throws(StoreError) {
        _ = try await inParallel(
            pointers, largestFirst: \.size
        ) { (pointer) async throws(StoreError) -> Pointer in
            try await copy(pointer, from: other, progress: progress)
            return pointer
        }
    }

    /// Adopts an artifact without telling of progress.
    package func adopt(_ pointer: Pointer) async throws(StoreError) {
        try await adopt(pointer, progress: .silent)
    }

    /// Re-reads every object without telling of progress.
    package func verify() async throws(StoreError) -> Verification {
        try await verify(progress: .silent)
    }
}

package import RegistryCore

/// Where artifacts live, each under its SHA-256: what files do now, and S3 and LFS over HTTP can.
///
/// Every implementation passes the same contract suite (`Tests/ArtifactsTests`). No reader of any
/// of them sees a partial artifact, and the artifact without bytes is in every store from the
/// start: Git LFS keeps no object for it, so nobody ever uploads one.
package protocol ArtifactStore: Sendable {
    /// Keeps all bytes of `source`, durably, or keeps nothing.
    ///
    /// - Parameters:
    ///   - source: Read once, from beginning to end, even if the store has the artifact already.
    ///   - expecting: What the bytes must turn out to be; `nil` takes whatever comes.
    ///   - progress: Told of every byte read.
    /// - Returns: What was kept.
    /// - Throws: `corrupt` or `wrongSize` if the bytes are not those expected,
    ///   `changedWhileReading`, or whatever the place of the store refuses.
    @discardableResult
    func put(
        _ source: ArtifactSource, expecting: Pointer?, progress: Progress
    ) async throws(StoreError) -> Pointer

    /// Hands an artifact's bytes to `sink`, in order and never more than a quarter of a mebibyte at
    /// once.
    ///
    /// A whole read is verified, but only its end can tell: what `sink` was given counts for
    /// nothing until this returns. A range comes from an artifact verified before.
    ///
    /// - Parameter range: In bytes from the start. Its end is clamped to the artifact's; `nil`
    ///   reads all.
    /// - Throws: `missing`, `corrupt`, `outOfRange` if the range starts behind the end, and what
    ///   `sink` throws.
    func get(
        _ digest: Digest, range: Range<Int64>?,
        into sink: @escaping @Sendable ([UInt8]) async throws(StoreError) -> Void
    ) async throws(StoreError)

    /// Makes `path` a verified copy of an artifact; what was there is replaced in one step.
    ///
    /// - Throws: `missing`, `wrongSize`, `corrupt`, or what the destination refuses. Then `path`
    ///   is as it was.
    func fetch(_ pointer: Pointer, to path: String, progress: Progress) async throws(StoreError)

    /// Keeps short artifacts, as `put` does with each, but in any order and perhaps together.
    ///
    /// - Returns: What was kept, in the order of `items`.
    /// - Throws: The first failure; what was kept by then may stay.
    func put(
        together items: [(source: ArtifactSource, expecting: Pointer?)], progress: Progress
    ) async throws(StoreError) -> [Pointer]

    /// Makes verified copies of short artifacts, as `fetch` does of each, but in any order and
    /// perhaps together.
    ///
    /// - Throws: The first failure; what was copied by then may stay.
    func fetch(
        together items: [(pointer: Pointer, path: String)], progress: Progress
    ) async throws(StoreError)

    /// The length in bytes of an artifact; `nil` if the store has it not.
    func size(of digest: Digest) async throws(StoreError) -> Int64?

    /// All artifacts with at least one byte, in ascending order of digest.
    func list() async throws(StoreError) -> [StoredArtifact]

    /// Removes an artifact; one that is not there is no error.
    func remove(_ digest: Digest) async throws(StoreError)
}

extension ArtifactStore {
    /// Keeps all bytes of `source`, or nothing, without telling of progress.
    @discardableResult
    package func put(
        _ source: ArtifactSource, expecting: Pointer? = nil
    ) async throws(StoreError) -> Pointer {
        try await put(source, expecting: expecting, progress: .silent)
    }

    /// Makes `path` a verified copy of an artifact, without telling of progress.
    package func fetch(_ pointer: Pointer, to path: String) async throws(StoreError) {
        try await fetch(pointer, to: path, progress: .silent)
    }

    /// Whether the store has the artifact.
    package func has(_ digest: Digest) async throws(StoreError) -> Bool {
        try await size(of: digest) != nil
    }
}

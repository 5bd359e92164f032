package import RegistryCore

extension ArtifactStore {
    /// Keeps many artifacts, a few at a time and the largest first.
    ///
    /// - Returns: What was kept, in the order of `sources`.
    /// - Throws: The first failure, which cancels the rest; what was kept by then stays.
    @discardableResult
    package func putAll(
        _ sources: [(source: ArtifactSource, expecting: Pointer?)], progress: Progress = .silent
    ) async throws(StoreError) -> [Pointer] {
        try await inParallel(
            sources,
            // What nobody knows the length of may be long.
            largestFirst: { $0.expecting?.size ?? $0.source.size ?? Parallelism.small + 1 }
        ) { (item) async throws(StoreError) -> Pointer in
            try await put(item.source, expecting: item.expecting, progress: progress)
        }
    }

    /// The lengths in bytes of artifacts, asked for in parallel; `nil` for what the store has not.
    package func sizes(of digests: [Digest]) async throws(StoreError) -> [Int64?] {
        try await inParallel(
            digests, .lookups
        ) { (digest) async throws(StoreError) -> Int64? in try await size(of: digest) }
    }

    /// What of these the store has not, or not at that length, asked for in parallel.
    ///
    /// - Returns: What is wrong with each, in the order of `pointers`.
    package func lacking(
        _ pointers: [Pointer]
    ) async throws(StoreError) -> [(pointer: Pointer, error: StoreError)] {
        try await failures(of: pointers, .lookups) {
            (pointer) async throws(StoreError) in
            guard let size = try await size(of: pointer.digest) else {
                throw .missing(pointer.digest)
            }
            try pointer.check(size: size)
        }
    }

    /// Makes verified copies of many artifacts, a few at a time and the largest first.
    ///
    /// - Throws: The first failure, which cancels the rest; what was copied by then stays.
    package func fetchAll(
        _ wanted: [(pointer: Pointer, path: String)], progress: Progress = .silent
    ) async throws(StoreError) {
        _ = try await inParallel(
            wanted, largestFirst: { $0.pointer.size }
        ) { (item) async throws(StoreError) -> Bool in
            try await fetch(item.pointer, to: item.path, progress: progress)
            return true
        }
    }
}

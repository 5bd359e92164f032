package import RegistryCore

extension FileStore {
    /// Keeps what another store has of these artifacts, hashed on the way; a few at a time, the
    /// largest first.
    ///
    /// - Throws: `missing` or `corrupt` for what the other store lacks or has spoiled, and whatever
    ///   `put` throws. The first failure cancels the rest; what was kept by then stays.
    package func copyAll(
        _ pointers: [Pointer], from other: FileStore, progress: Progress = .silent
    ) async throws(StoreError) {
        _ = try await inParallel(
            pointers, largestFirst: \.size
        ) { (pointer) async throws(StoreError) -> Pointer in
            guard pointer.digest != .ofNothing else { return pointer }
            return try await blocking { () async throws(StoreError) in
                let object = try SourceReader(try other.open(pointer.digest))
                return try await keep(object, expecting: pointer, progress: progress)
            }
        }
    }
}

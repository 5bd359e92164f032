package import RegistryCore

extension FileStore {
    /// Makes an object that came by another hand one of the store's own.
    ///
    /// Stock `git lfs` links or copies a file in without looking at it, and whoever holds the
    /// other link can still write to it. So the object is copied to an inode of its own while it is
    /// hashed, and the copy takes its place. An object that Cairn has verified before, and that
    /// nobody has touched since, costs next to nothing.
    ///
    /// - Throws: `missing`, `wrongSize` or `corrupt`; the object is left where it is, trusted by
    ///   nobody, for the next `put` to replace.
    package func adopt(
        _ pointer: Pointer, progress: Progress = .silent
    ) async throws(StoreError) {
        try await blocking { () async throws(StoreError) in
            guard pointer.digest != .ofNothing else { return try pointer.check(size: 0) }
            let object = try open(pointer.digest)
            try pointer.check(size: try object.stamp().size)
            guard try !claim(pointer.digest) else { return }
            try await keep(SourceReader(object), expecting: pointer, progress: progress)
        }
    }

    /// Adopts what a push names, a few at a time and the largest first, and goes on after a
    /// failure, so that everything wrong can be said at once.
    ///
    /// - Returns: What could not be adopted and why, in the order of `pointers`.
    package func adoptAll(
        _ pointers: [Pointer], progress: Progress = .silent
    ) async throws(StoreError) -> [(pointer: Pointer, error: StoreError)] {
        let failures = try await inParallel(
            pointers, largestFirst: \.size
        ) { (pointer) async throws(StoreError) -> StoreError? in
            do throws(StoreError) {
                try await adopt(pointer, progress: progress)
                return nil
            } catch {
                guard error != .interrupted else { throw error }
                return error
            }
        }
        return zip(pointers, failures).compactMap { pointer, error in
            error.map { (pointer, $0) }
        }
    }
}

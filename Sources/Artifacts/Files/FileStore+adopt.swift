package import RegistryCore

extension FileStore {
    /// Adopting mostly means hashing, which fills the cores.
    package var adoptionParallelism: Parallelism { .artifacts }

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
        _ pointer: Pointer, progress: Progress
    ) async throws(StoreError) {
        try await blocking { () async throws(StoreError) in
            guard pointer.digest != .ofNothing else { return try pointer.check(size: 0) }
            let object = try open(pointer.digest)
            try pointer.check(size: try object.stamp().size)
            guard try !claim(pointer.digest) else { return }
            try await keep(SourceReader(object), expecting: pointer, progress: progress)
        }
    }
}

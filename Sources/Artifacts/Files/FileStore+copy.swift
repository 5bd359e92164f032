package import RegistryCore

extension FileStore {
    package func copy(
        _ pointer: Pointer, from other: FileStore, progress: Progress
    ) async throws(StoreError) {
        guard pointer.digest != .ofNothing else { return }
        try await blocking { () async throws(StoreError) in
            let object = try SourceReader(try other.open(pointer.digest))
            try await keep(object, expecting: pointer, progress: progress)
        }
    }
}

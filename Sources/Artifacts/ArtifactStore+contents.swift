package import RegistryCore
import Synchronization

extension ArtifactStore {
    /// The verified bytes of a small artifact, such as a lock file or a label map to be shown.
    ///
    /// - Parameter limit: The most bytes the caller is ready to hold in memory.
    /// - Throws: `missing`, `corrupt`, or `tooLarge` before anything is read.
    package func contents(
        of digest: Digest, atMost limit: Int64
    ) async throws(StoreError) -> [UInt8] {
        guard let size = try await size(of: digest) else { throw .missing(digest) }
        guard size <= limit else { throw .tooLarge(digest, size: size, limit: limit) }
        let collected = Mutex<[UInt8]>([])
        try await get(digest, range: nil) { chunk in
            collected.withLock { $0 += chunk }
        }
        return collected.withLock(\.self)
    }
}

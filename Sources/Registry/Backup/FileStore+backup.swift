import Artifacts
import RegistryCore

extension FileStore {
    /// Takes in everything that another store has and this one lacks, hashed on the way and never
    /// linked. What this one has, and has verified itself, is not read again.
    ///
    /// What is removed from the other store meanwhile is left out: nothing named it.
    func takeIn(
        _ other: FileStore, progress: Progress
    ) async throws(StoreError) -> ArtifactCopies {
        var copies = ArtifactCopies()
        for artifact in try await other.list() {
            let pointer = Pointer(digest: artifact.digest, size: artifact.size)
            guard try await !holds(pointer) else {
                progress.report(artifact.size)
                copies.held += 1
                continue
            }
            do throws(StoreError) {
                try await copy(pointer, from: other, progress: progress)
            } catch .missing {
                continue
            }
            copies.count += 1
            copies.bytes += artifact.size
        }
        return copies
    }

    private func holds(_ pointer: Pointer) async throws(StoreError) -> Bool {
        do throws(StoreError) {
            try await adopt(pointer)
            return true
        } catch {
            switch error {
            case .missing, .corrupt, .wrongSize: return false
            default: throw error
            }
        }
    }
}

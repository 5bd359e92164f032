import RegistryCore
import Synchronization

extension RemoteStore {
    /// The parts stay where they are until the place has all of them, and what it has already of an
    /// upload that broke off is not sent twice.
    package func keep(_ upload: PartialFile) async throws(StoreError) {
        guard upload.isWhole else { throw .interrupted }
        do throws(StoreError) {
            try await put(upload.contents, expecting: upload.pointer)
        } catch {
            if case .corrupt = error { try upload.discard() }
            throw error
        }
        try upload.discard()
    }
}

extension PartialFile {
    /// The artifact's own bytes, from the first to the last.
    fileprivate var contents: ArtifactSource {
        let place = Mutex<Int64>(0)
        return .stream { () async throws(StoreError) in
            let offset = place.withLock(\.self)
            var chunk = Chunk()
            try self.file.read(into: &chunk, at: offset, atMost: self.pointer.size - offset)
            place.withLock { $0 += Int64(chunk.count) }
            return chunk.count > 0 ? Array(chunk.filled) : nil
        }
    }
}

package import RegistryCore
import SystemPackage

extension RemoteStore {
    package func get(
        _ digest: Digest, range: Range<Int64>?,
        into sink: @escaping @Sendable ([UInt8]) async throws(StoreError) -> Void
    ) async throws(StoreError) {
        guard digest != .ofNothing else {
            _ = try range?.clamped(to: 0, of: digest)
            return
        }
        guard let range else {
            let contents = try await objects.read(digest, range: nil)
            let pointer = Pointer(digest: digest, size: contents.size)
            return try await distrusting(digest) { () async throws(StoreError) in
                try await pour(
                    SourceReader(.stream(contents.next)), expecting: pointer, progress: .silent
                ) { (chunk) async throws(StoreError) in try await sink(Array(chunk.filled)) }
            }
        }
        guard let size = try await objects.size(of: digest) else { throw .missing(digest) }
        let wanted = try range.clamped(to: size, of: digest)
        guard !wanted.isEmpty else { return }
        let contents = try await objects.read(digest, range: wanted)
        while let piece = try await contents.next() {
            guard !Task.isCancelled else { throw .interrupted }
            try await sink(piece)
        }
    }

    package func fetch(
        _ pointer: Pointer, to path: String, progress: Progress
    ) async throws(StoreError) {
        try await blocking { () async throws(StoreError) in
            try await distrusting(pointer.digest) { () async throws(StoreError) in
                let reader = try await reader(of: pointer)
                try await deliver(reader, as: pointer, to: path, progress: progress)
            }
        }
    }

    private func reader(of pointer: Pointer) async throws(StoreError) -> SourceReader {
        guard pointer.digest != .ofNothing else { return try SourceReader(.bytes([])) }
        let contents = try await objects.read(pointer.digest, range: nil)
        try pointer.check(size: contents.size)
        return try SourceReader(.stream(contents.next))
    }

    /// Notes that an object is damaged when `body` finds it so, so that the next `put` replaces it.
    /// Who may only read the store finds it out, too, but cannot note it.
    func distrusting(
        _ digest: Digest, _ body: () async throws(StoreError) -> Void
    ) async throws(StoreError) {
        do {
            try await body()
        } catch {
            if case .corrupt = error { try? await objects.mark(digest, .damaged) }
            throw error
        }
    }
}

package import RegistryCore

extension FileStore {
    package func get(
        _ digest: Digest, range: Range<Int64>?,
        into sink: @escaping @Sendable ([UInt8]) async throws(StoreError) -> Void
    ) async throws(StoreError) {
        try await blocking { () async throws(StoreError) in
            guard digest != .ofNothing else {
                _ = try range?.clamped(to: 0, of: digest)
                return
            }
            let object = try open(digest)
            guard let range else { return try await read(object, as: digest, into: sink) }
            let wanted = try range.clamped(to: try object.stamp().size, of: digest)
            if try records.stamp(of: digest) != object.stamp() {
                try await read(object, as: digest) { _ in }
            }
            try await send(wanted, of: object, into: sink)
        }
    }

    package func fetch(
        _ pointer: Pointer, to path: String, progress: Progress
    ) async throws(StoreError) {
        try await blocking { () async throws(StoreError) in
            let reader = try reader(of: pointer.digest)
            try await distrusting(pointer.digest) { () async throws(StoreError) in
                try await deliver(reader, as: pointer, to: path, progress: progress)
            }
        }
    }

    package func fetch(
        together items: [(pointer: Pointer, path: String)], progress: Progress
    ) async throws(StoreError) {
        try await blocking { () async throws(StoreError) in
            var files = FilesTogether()
            for (pointer, path) in items {
                let reader = try reader(of: pointer.digest)
                try await distrusting(pointer.digest) { () async throws(StoreError) in
                    try await files.add(reader, as: pointer, at: path, progress: progress)
                }
            }
            try files.keep()
        }
    }

    private func reader(of digest: Digest) throws(StoreError) -> SourceReader {
        guard digest != .ofNothing else { return try SourceReader(.bytes([])) }
        return try SourceReader(try open(digest))
    }

    /// Hands over all of an object and verifies it.
    func read(
        _ object: OpenFile, as digest: Digest, progress: Progress = .silent,
        into sink: @escaping @Sendable ([UInt8]) async throws(StoreError) -> Void
    ) async throws(StoreError) {
        let reader = try SourceReader(object)
        let pointer = Pointer(digest: digest, size: reader.size ?? 0)
        try await distrusting(digest) { () async throws(StoreError) in
            try await pour(
                reader, expecting: pointer, progress: progress
            ) { (chunk) async throws(StoreError) in try await sink(Array(chunk.filled)) }
        }
    }

    private func send(
        _ range: Range<Int64>, of object: OpenFile,
        into sink: @Sendable ([UInt8]) async throws(StoreError) -> Void
    ) async throws(StoreError) {
        var chunk = Chunk(atMost: Int64(range.count))
        var offset = range.lowerBound
        while offset < range.upperBound {
            guard !Task.isCancelled else { throw .interrupted }
            try object.read(into: &chunk, at: offset, atMost: range.upperBound - offset)
            guard chunk.count > 0 else { throw .changedWhileReading(object.path) }
            try await sink(Array(chunk.filled))
            offset += Int64(chunk.count)
        }
    }

    /// Forgets that an object was verified when `body` finds it damaged, so that the next `put`
    /// replaces it. Who may only read the store finds it out, too, but cannot forget.
    private func distrusting(
        _ digest: Digest, _ body: () async throws(StoreError) -> Void
    ) async throws(StoreError) {
        do {
            try await body()
        } catch {
            if case .corrupt = error { try? records.forget(digest) }
            throw error
        }
    }
}

extension Range<Int64> {
    /// This range without what lies behind the end of an artifact.
    func clamped(to size: Int64, of digest: Digest) throws(StoreError) -> Self {
        guard lowerBound >= 0, lowerBound <= size else { throw .outOfRange(digest, size: size) }
        return lowerBound..<Swift.min(upperBound, size)
    }
}

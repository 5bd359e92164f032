package import RegistryCore

/// What the bytes of many sources are, a few read at a time and the largest first.
package func pointers(of sources: [ArtifactSource]) async throws(StoreError) -> [Pointer] {
    try await inParallel(sources, largestFirst: { $0.size ?? 0 }) {
        (source) async throws(StoreError) in try await source.pointer()
    }
}

extension ArtifactSource {
    /// What the source's bytes are, found by reading them all and keeping none.
    ///
    /// - Throws: `noSuchFile`, `changedWhileReading`, and what else keeps it from being read.
    package func pointer(
        progress: Progress = .silent
    ) async throws(StoreError) -> Pointer {
        try await blocking { () async throws(StoreError) in
            try await pour(try SourceReader(self), expecting: nil, progress: progress)
        }
    }
}

package import RegistryCore

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

package import RegistryCore

/// The SHA-256 of a file, read once.
///
/// - Throws: `noSuchFile`, `wrongFileType`, `changedWhileReading`, or what the system refuses.
package func digest(
    ofFile path: String, progress: Progress = .silent
) async throws(StoreError) -> Digest {
    try await ArtifactSource.file(path).pointer(progress: progress).digest
}

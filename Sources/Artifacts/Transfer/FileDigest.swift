import Cryptography
package import RegistryCore

/// The SHA-256 of a file, read once.
///
/// - Throws: `noSuchFile`, `wrongFileType`, `changedWhileReading`, or what the system refuses.
package func digest(
    ofFile path: String, progress: Progress = .silent
) async throws(StoreError) -> Digest {
    try await blocking { () async throws(StoreError) in
        let reader = try SourceReader(OpenFile(reading: path))
        return try await pour(reader, expecting: nil, progress: progress) { _ throws(StoreError) in
        }
        .digest
    }
}

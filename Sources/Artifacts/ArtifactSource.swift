import SystemPackage

/// Where the bytes of an artifact come from.
package enum ArtifactSource: Sendable {
    /// A regular file, which must not change while it is read. A symbolic link is followed.
    case file(String)
    /// Bytes already in memory.
    case bytes([UInt8])
    /// The next bytes whenever asked, `nil` at the end and from then on. A source that breaks off
    /// throws `interrupted`.
    case stream(@Sendable () async throws(StoreError) -> [UInt8]?)

    /// The length in bytes as far as it is known before reading, to order and to measure work by.
    package var size: Int64? {
        switch self {
        case .file(let path): try? Stat(FilePath(path), followTargetSymlink: true).size
        case .bytes(let bytes): Int64(bytes.count)
        case .stream: nil
        }
    }
}

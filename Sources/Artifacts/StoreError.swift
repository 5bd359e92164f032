package import RegistryCore
package import SystemPackage

/// Why a store could not do what it was asked.
package enum StoreError: Error, Equatable {
    /// The store has no such artifact.
    case missing(Digest)
    /// The bytes are others than their name says.
    case corrupt(expected: Digest, actual: Digest)
    /// The store remembers that the bytes were others than their name says, and nobody has replaced
    /// them since.
    case damaged(Digest)
    /// There are more or fewer bytes than there should be. Reading stops at the first byte too
    /// many, so `actual` may be less than all there are.
    case wrongSize(Digest, expected: Int64, actual: Int64)
    /// A range starts before the artifact or behind its end.
    case outOfRange(Digest, size: Int64)
    /// The artifact is larger than the caller is ready to hold.
    case tooLarge(Digest, size: Int64, limit: Int64)

    /// There is no file or folder at this path.
    case noSuchFile(String)
    /// A symbolic link, folder or device stands where a regular file or a folder belongs.
    case wrongFileType(String)
    /// The file's size or time changed while it was read, so no digest fits it.
    case changedWhileReading(String)
    /// No space, or no quota, is left where this path lies.
    case diskFull(String)
    /// This path lies on a file system that is mounted read-only.
    case readOnly(String)
    /// The account that runs this may not read or write this path.
    case noPermission(String)
    /// Any other failure of the operating system.
    case failed(String, Errno)

    /// The place of the store can't be reached, or does not work as it should.
    case unavailable(String, reason: String)
    /// Somebody else is writing the same artifact just now.
    case busy(Digest)
    /// The place of the store does not let us do that.
    case denied(String, reason: String)

    /// The task was cancelled, or the other end of a stream broke off.
    case interrupted

    /// What a failed call on `path` means.
    init(_ error: Errno, at path: String) {
        self =
            switch error {
            case .noSuchFileOrDirectory: .noSuchFile(path)
            case .tooManySymbolicLinkLevels, .notDirectory, .isDirectory: .wrongFileType(path)
            case .noSpace, .diskQuotaExceeded: .diskFull(path)
            case .readOnlyFileSystem: .readOnly(path)
            case .permissionDenied, .notPermitted: .noPermission(path)
            default: .failed(path, error)
            }
    }
}

/// Runs a call and says at which path it failed.
func located<Answer>(
    at path: String, _ call: () throws(Errno) -> Answer
) throws(StoreError) -> Answer {
    do {
        return try call()
    } catch {
        throw StoreError(error, at: path)
    }
}

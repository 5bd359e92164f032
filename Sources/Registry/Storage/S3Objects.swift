package import Artifacts
package import Client
import FoundationEssentials
package import RegistryCore

/// A bucket as a place for artifacts: `<prefix>/ab/cd/<sha256>`, and what is noted about one under
/// `<prefix>/claimed/` and `<prefix>/damaged/`.
package struct S3Objects: RemoteObjects {
    let bucket: Bucket
    /// The beginning of every key: empty, or with a slash at its end.
    let prefix: String
    /// What people call the place.
    private let name: String
    private let note: @Sendable (String) -> Void

    /// - Parameters:
    ///   - prefix: Without slashes around it; may be empty.
    ///   - note: Told in a sentence that work begun before is gone on with.
    package init(
        _ bucket: Bucket, prefix: String,
        noting note: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.bucket = bucket
        self.note = note
        self.prefix = prefix.isEmpty ? "" : "\(prefix)/"
        name = "s3://\(bucket.address.bucket)/\(prefix)"
    }

    package func size(of digest: Digest) async throws(StoreError) -> Int64? {
        try await explaining { () async throws(S3Error) in
            try await bucket.size(of: key(of: digest))
        }
    }

    package func read(
        _ digest: Digest, range: Range<Int64>?
    ) async throws(StoreError) -> RemoteContents {
        let key = key(of: digest)
        let reader = try await explaining(missing: digest) { () async throws(S3Error) in
            try await bucket.read(key, range: range)
        }
        return RemoteContents(size: reader.size) { () async throws(StoreError) in
            try await explaining(missing: digest) { () async throws(S3Error) in
                try await reader.next()
            }
        }
    }

    package func write(
        _ pointer: Pointer, reading next: (_ count: Int) async throws(StoreError) -> [UInt8]
    ) async throws(StoreError) {
        var failure: StoreError?
        do throws(S3Error) {
            try await bucket.upload(
                key(of: pointer.digest), size: pointer.size,
                resuming: { note(pointer.resumption(from: $0)) }
            ) { (count) async throws(S3Error) in
                do throws(StoreError) {
                    return try await next(count)
                } catch {
                    failure = error
                    throw .sourceFailed
                }
            }
        } catch {
            throw failure ?? fact(of: error, missing: pointer.digest)
        }
    }

    package func remove(_ digest: Digest) async throws(StoreError) {
        try await explaining { () async throws(S3Error) in
            try await bucket.delete(key(of: digest))
        }
    }

    /// Runs `body`, and says of a failure what it means for the store.
    func explaining<Answer>(
        missing digest: Digest = .ofNothing, _ body: () async throws(S3Error) -> Answer
    ) async throws(StoreError) -> Answer {
        do {
            return try await body()
        } catch {
            throw fact(of: error, missing: digest)
        }
    }

    private func fact(of error: S3Error, missing digest: Digest) -> StoreError {
        switch error {
        case .noSuchKey: .missing(digest)
        case .http(.cancelled), .sourceFailed: .interrupted
        case .changed: .unavailable(name, reason: "the artifact was replaced while it was read")
        case .denied(let code): .denied(name, reason: code.isEmpty ? "access denied" : code)
        case .credentials(let error): .denied(name, reason: error.reason)
        case .noSuchBucket, .noSuchUpload, .outOfRange, .wrongRegion, .clockSkewed, .refused,
            .malformedReply, .http:
            .unavailable(name, reason: error.reason)
        }
    }
}

import Artifacts
import Client
import FoundationEssentials
package import RegistryCore

/// Which way artifacts go between a bucket and those who ask the server for them.
package enum BucketTransfer: String, Hashable, Sendable {
    /// Through the server, which hashes what comes and notes what goes.
    case proxy
    /// To the bucket itself and from it, by addresses that the server signs.
    case direct
}

/// Where an artifact's bytes are to be had, or to be put, with no server of ours in between.
package struct DirectTransfer: Hashable, Sendable {
    package let href: String
    /// To be sent along exactly as they are.
    package let headers: [String: String]
    /// How long it is good for a transfer to begin, in seconds.
    package let lifetime: Int

    /// Shorter than for addresses of our own: nobody can take it back.
    static let longestLifetime = 900
    /// The longest object that one request can bring to a bucket, in bytes.
    static let largestUpload: Int64 = 5 << 30

    fileprivate init(_ request: PresignedRequest, now: Date) {
        href = request.url
        headers = Dictionary(request.headers.map { ($0.name, $0.value) }) { $1 }
        lifetime = Int(request.expires.timeIntervalSince(now).rounded())
    }
}

extension ServedCatalog {
    /// Where these are to be had, or to be put, without us: none, unless the registry's bucket is
    /// to be reached so. An upload is expected from now on: what comes counts for nothing until it
    /// was hashed here.
    ///
    /// A bucket that takes other bytes than were signed for gets none by this way: with an address
    /// that is good for a while, somebody could replace what was hashed before.
    package func directTransfers(
        _ operation: ArtifactOperation, of pointers: [Pointer]
    ) async throws(RegistryError) -> [Pointer: DirectTransfer] {
        guard bucketTransfer == .direct, followed == nil,
            let location = try catalog.storeLocation()
        else { return [:] }
        let objects = try bucket.objects(at: location, environment: environment, for: .server)
        do throws(StoreError) {
            if operation == .upload, try await !compares(objects, at: location) { return [:] }
            let few = pointers.filter { $0.size > 0 && $0.size <= DirectTransfer.largestUpload }
            let offers = try await inParallel(
                few, .lookups
            ) { (pointer) async throws(StoreError) -> DirectTransfer in
                try await objects.offer(operation, pointer.digest)
            }
            return Dictionary(zip(few, offers)) { $1 }
        } catch {
            throw explain(error)
        }
    }

    private func compares(
        _ objects: S3Objects, at location: StoreLocation
    ) async throws(StoreError) -> Bool {
        if let trial, trial.location == location { return trial.isPassed }
        let isPassed = try await objects.comparesPayloads()
        trial = (location, isPassed)
        return isPassed
    }
}

extension S3Objects {
    fileprivate func comparesPayloads() async throws(StoreError) -> Bool {
        try await explaining { () async throws(S3Error) in
            try await bucket.comparesPayloads(trying: "\(prefix)trial")
        }
    }

    fileprivate func offer(
        _ operation: ArtifactOperation, _ digest: Digest
    ) async throws(StoreError) -> DirectTransfer {
        if operation == .upload { try await RemoteStore(in: self).expect(digest) }
        let request = try await explaining { () async throws(S3Error) in
            let seconds = DirectTransfer.longestLifetime
            return switch operation {
            case .download: try await bucket.presignedGet(key(of: digest), seconds: seconds)
            case .upload:
                try await bucket.presignedPut(key(of: digest), seconds: seconds, of: digest)
            }
        }
        return DirectTransfer(request, now: Date())
    }
}

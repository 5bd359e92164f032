package import Artifacts
import Client
package import FoundationEssentials
package import RegistryCore

extension S3Objects {
    /// Where an artifact lies.
    package func key(of digest: Digest) -> String {
        let name = "\(digest)"
        return "\(prefix)\(name.prefix(2))/\(name.dropFirst(2).prefix(2))/\(name)"
    }

    package func mark(_ digest: Digest, _ mark: RemoteMark) async throws(StoreError) {
        try await explaining { () async throws(S3Error) in
            try await bucket.put(key(of: digest, mark), [])
        }
    }

    package func marked(
        _ digest: Digest, _ mark: RemoteMark
    ) async throws(StoreError) -> Date? {
        try await explaining { () async throws(S3Error) in
            try await bucket.status(of: key(of: digest, mark))?.modified
        }
    }

    package func unmark(_ digest: Digest, _ mark: RemoteMark) async throws(StoreError) {
        try await explaining { () async throws(S3Error) in
            try await bucket.delete(key(of: digest, mark))
        }
    }

    package func list() async throws(StoreError) -> RemoteListing {
        var listing = RemoteListing()
        try await explaining { () async throws(S3Error) in
            try await bucket.list(prefix) { page in
                for object in page { add(object, to: &listing) }
            }
        }
        return listing
    }

    package func removeUnfinished(
        before deadline: Date, dryRun: Bool
    ) async throws(StoreError) -> [String] {
        try await explaining { () async throws(S3Error) in
            let old = try await bucket.uploads(prefix).filter { $0.begun < deadline }
            if !dryRun {
                for upload in old { try await bucket.abort(upload) }
            }
            return old.map(\.key)
        }
    }

    private func key(of digest: Digest, _ mark: RemoteMark) -> String {
        "\(prefix)\(mark.rawValue)/\(digest)"
    }

    /// Sorts one object of the bucket into the listing.
    private func add(_ object: ObjectStatus, to listing: inout RemoteListing) {
        let name = object.key.split(separator: "/").last ?? ""
        guard let digest = Digest(parsing: name) else {
            return listing.strays.append(object.key)
        }
        if object.key == key(of: digest) {
            listing.objects.append(
                StoredArtifact(digest: digest, size: object.size, modified: object.modified))
        } else if let mark = RemoteMark.allCases.first(where: { object.key == key(of: digest, $0) })
        {
            listing.marks[mark, default: [:]][digest] = object.modified
        } else {
            listing.strays.append(object.key)
        }
    }
}

package import FoundationEssentials
package import RegistryCore

/// Which way objects go.
package enum LFSOperation: String, Encodable, Sendable {
    case download, upload
}

/// How objects travel (git-lfs/docs/custom-transfers.md, "transfer adapter").
package enum LFSTransfer: String, Codable, Sendable {
    /// Whole, as every server does it.
    case basic
    /// Uploads in parts, as Cairn's own server takes them; downloads as in `basic`.
    case parts = "cairn-parts"
    /// Many short objects by one request, as Cairn's own server moves them.
    case bundles = "cairn-bundles"
}

/// What a server is asked before anything moves (git-lfs/docs/api/batch.md).
struct LFSBatchRequest: Encodable {
    let operation: LFSOperation
    let transfers: [LFSTransfer]
    let ref: [String: String]
    let objects: [LFSObject]
    let hashAlgorithm = "sha256"

    enum CodingKeys: String, CodingKey {
        case operation, transfers, ref, objects
        case hashAlgorithm = "hash_algo"
    }
}

/// An object by the name it has on the wire.
struct LFSObject: Encodable {
    let oid: Digest
    let size: Int64

    init(_ pointer: Pointer) {
        oid = pointer.digest
        size = pointer.size
    }
}

/// What a server says is to be done with each object.
package struct LFSBatch: Decodable, Sendable {
    /// How; absent means `basic`.
    package let transfer: LFSTransfer?
    package let objects: [Object]

    /// The answer to one object of the request.
    package struct Object: Decodable, Sendable {
        package let oid: Digest
        /// Where to go, by what to do there. No `upload` means that the server has the object.
        package let actions: [String: LFSAction]?
        package let error: Failure?
        /// Whether the actions need no credentials but those in them.
        package let authenticated: Bool?
    }

    /// Why there is nothing to be done with an object, with the meaning of an HTTP status.
    package struct Failure: Decodable, Sendable {
        package let code: Int
        package let message: String?

        /// The failure as an error of the request would have been.
        package var asError: LFSError { LFSError(status: code, message: message ?? "") }
    }
}

/// An address at which something is to be done, for a while.
package struct LFSAction: Decodable, Sendable {
    let href: String
    let header: [String: String]?
    private let expiresIn: Double?
    private let expiresAt: String?

    enum CodingKeys: String, CodingKey {
        case href, header
        case expiresIn = "expires_in"
        case expiresAt = "expires_at"
    }

    /// When it should be asked for anew, if it was got at `date`: well before its end.
    package func renewal(after date: Date) -> Date {
        if let expiresIn, expiresIn > 0 { return date.addingTimeInterval(expiresIn * 0.8) }
        guard let end = expiresAt.flatMap({ Date(aws: $0) }) else { return .distantFuture }
        return date.addingTimeInterval(max(0, end.timeIntervalSince(date)) * 0.8)
    }
}

/// How much of an upload in parts a server has (docs/operations.md, "Uploads in parts").
package struct LFSParts: Decodable, Sendable {
    /// The length of every part but the last, in bytes.
    package let partSize: Int64
    /// The numbers of the parts that are there, counted from 1.
    package let present: [Int]

    enum CodingKeys: String, CodingKey {
        case present
        case partSize = "part_size"
    }
}

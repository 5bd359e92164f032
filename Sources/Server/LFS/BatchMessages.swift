import Registry
import RegistryCore

/// What git-lfs asks before it moves anything (git-lfs/docs/api/batch.md).
struct BatchRequest: Decodable {
    let operation: ArtifactOperation
    let transfers: [String]?
    let hashAlgorithm: String?
    let objects: [Object]

    /// An object by whatever the client calls it; only a pointer is one.
    struct Object: Codable {
        let oid: String
        let size: Int64

        var pointer: Pointer? {
            guard size >= 0, let digest = Digest(parsing: oid) else { return nil }
            return Pointer(digest: digest, size: size)
        }
    }

    enum CodingKeys: String, CodingKey {
        case operation, transfers, objects
        case hashAlgorithm = "hash_algo"
    }

    /// The most objects asked for at once; git-lfs asks for 100.
    static let most = 1_000
}

/// Where each object goes, or comes from.
struct BatchResponse: Encodable {
    /// How Cairn's own client sends long artifacts (docs/operations.md, "Uploads in parts").
    static let parts = "cairn-parts"

    /// Many short artifacts by one request (docs/operations.md, "Bundles").
    static let bundles = "cairn-bundles"

    let transfer: String
    var hashAlgorithm = "sha256"
    let objects: [Object]

    struct Object: Encodable {
        let oid: String
        let size: Int64
        var authenticated: Bool?
        var actions: [String: Action]?
        var error: Failure?
    }

    struct Action: Encodable {
        let href: String
        var header: [String: String]?
        let expiresIn: Int

        enum CodingKeys: String, CodingKey {
            case href, header
            case expiresIn = "expires_in"
        }
    }

    struct Failure: Encodable {
        let code: Int
        let message: String
    }

    enum CodingKeys: String, CodingKey {
        case transfer, objects
        case hashAlgorithm = "hash_algo"
    }
}

import COpenSSL

/// The members of SHA-2 that signatures are made with, under the names SSHSIG gives them.
package enum HashFunction: String, Sendable {
    case sha256, sha384, sha512

    /// OpenSSL's own static description, valid as long as the process.
    var evp: OpaquePointer? {
        switch self {
        case .sha256: unsafe EVP_sha256()
        case .sha384: unsafe EVP_sha384()
        case .sha512: unsafe EVP_sha512()
        }
    }

    /// The hash of `bytes`: 32, 48 or 64 bytes.
    func hash(_ bytes: [UInt8]) -> [UInt8] {
        var hash = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        let status = unsafe EVP_Digest(bytes, bytes.count, &hash, &length, evp, nil)
        precondition(status == 1, "hashing in memory cannot fail")
        return Array(hash.prefix(Int(length)))
    }
}

import COpenSSL
package import RegistryCore

extension Digest {
    /// HMAC-SHA256 of `bytes` (RFC 2104), by which who has the key knows what they made before.
    package init(authenticating bytes: [UInt8], with key: [UInt8]) {
        var code = [UInt8](repeating: 0, count: 32)
        let answer = unsafe HMAC(
            EVP_sha256(), key, Int32(key.count), bytes, bytes.count, &code, nil)
        precondition(unsafe answer != nil, "hashing in memory cannot fail")
        self.init(SIMD32(code))
    }
}

/// Whether two secrets are the same, told in a time that depends on their lengths alone.
package func isSame(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard one.count == other.count else { return false }
    return unsafe CRYPTO_memcmp(one, other, one.count) == 0
}

import COpenSSL

/// HMAC-SHA-256 (RFC 2104): 32 bytes that only a holder of `key` can make for `message`.
package func hmacSHA256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: 32)
    let made = unsafe HMAC(
        EVP_sha256(), key, Int32(key.count), message, message.count, &code, nil)
    precondition(unsafe made != nil, "hashing in memory cannot fail")
    return code
}

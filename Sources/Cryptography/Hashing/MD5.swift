import COpenSSL

/// The MD5 (RFC 1321) of `bytes`; `nil` where OpenSSL may not compute it, as in FIPS mode.
///
/// It proves nothing. S3 names the parts of an upload by it, and a part that has another one is
/// surely not ours.
package func md5(_ bytes: [UInt8]) -> [UInt8]? {
    var hash = [UInt8](repeating: 0, count: 16)
    let status = unsafe EVP_Digest(bytes, bytes.count, &hash, nil, EVP_md5(), nil)
    return status == 1 ? hash : nil
}

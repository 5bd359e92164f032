import COpenSSL
package import RegistryCore

/// SHA-256 (FIPS 180-4) of bytes that come piece by piece.
///
/// EVP picks the processor's own SHA instructions, which is what makes one read pass as fast as
/// the disk. Owns an `EVP_MD_CTX`, so it can be neither copied nor shared.
@safe package struct SHA256: ~Copyable {
    private let context: OpaquePointer

    /// The hash of no bytes yet; traps if there is no memory for it.
    package init() {
        guard let context = unsafe EVP_MD_CTX_new() else { preconditionFailure("out of memory") }
        unsafe self.context = context
        let status = unsafe EVP_DigestInit_ex2(context, EVP_sha256(), nil)
        precondition(status == 1, "OpenSSL has no SHA-256")
    }

    deinit {
        unsafe EVP_MD_CTX_free(context)
    }

    /// Adds `bytes` after all that came before.
    package mutating func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBytes { unsafe update($0) }
    }

    /// Adds `bytes` after all that came before; for readers that own their buffer.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        let status = unsafe EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        precondition(status == 1, "hashing in memory cannot fail")
    }

    /// The hash of all bytes given.
    package consuming func finish() -> Digest {
        var bytes = SIMD32<UInt8>()
        let status = unsafe withUnsafeMutableBytes(of: &bytes) { buffer in
            unsafe EVP_DigestFinal_ex(
                context, buffer.assumingMemoryBound(to: UInt8.self).baseAddress, nil)
        }
        precondition(status == 1, "hashing in memory cannot fail")
        return Digest(bytes)
    }
}

extension Digest {
    /// The SHA-256 of `bytes`, in one call.
    package init(hashing bytes: [UInt8]) {
        var hash = SHA256()
        hash.update(bytes.span)
        self = hash.finish()
    }
}

import COpenSSL
package import RegistryCore

/// Gives objects the names that git gives them: SHA-1 (FIPS 180-4) of kind, length and bytes.
///
/// Git and libgit2 also look for attempted collisions, which takes four times as long. They do that
/// with whatever comes; what they have let in can be held to its name by this.
///
/// For one thread at a time. OpenSSL looks SHA-1 up once, which takes as long as naming a commit.
@safe package final class ObjectNamer {
    private let context: OpaquePointer

    /// Traps if there is no memory for it.
    package init() {
        guard let context = unsafe EVP_MD_CTX_new() else { preconditionFailure("out of memory") }
        unsafe self.context = context
        let status = unsafe EVP_DigestInit_ex2(context, EVP_sha1(), nil)
        precondition(status == 1, "OpenSSL has no SHA-1")
    }

    deinit {
        unsafe EVP_MD_CTX_free(context)
    }

    /// The name of an object.
    ///
    /// - Parameter kind: As git writes it: `blob`, `tree`, `commit` or `tag`.
    package func name(of bytes: [UInt8], kind: String) -> ObjectID {
        let head = Array("\(kind) \(bytes.count)\0".utf8)
        var hash = [UInt8](repeating: 0, count: 20)
        let isDone =
            unsafe EVP_DigestInit_ex2(context, nil, nil) == 1
            && EVP_DigestUpdate(context, head, head.count) == 1
            && EVP_DigestUpdate(context, bytes, bytes.count) == 1
            && EVP_DigestFinal_ex(context, &hash, nil) == 1
        precondition(isDone, "hashing in memory cannot fail")
        return ObjectID(rawBytes: hash)
    }
}

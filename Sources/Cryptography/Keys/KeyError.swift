/// Why a text is not the public key it should be.
package enum KeyError: Error, Equatable {
    /// Not one line of a type and a base64 text.
    case notAKey
    /// A private key, which has no business here.
    case privateKey
    /// Longer than `limit` bytes.
    case tooLong(limit: Int)
    /// The second word is not base64, or not in its one proper form.
    case notBase64
    /// The type before the key is not the one inside it.
    case typeMismatch(stated: String, actual: String)
    /// The key's fields are not encoded as its type demands.
    case malformed(WireError)
    /// The key's numbers are of the wrong size, or no point of its curve.
    case improperKey
    /// An RSA key so short that OpenSSH reads it no more.
    case tooShort(bits: Int)
}

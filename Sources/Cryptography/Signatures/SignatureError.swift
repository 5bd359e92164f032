/// Why a signature proves nothing.
package enum SignatureError: Error, Equatable {
    /// Not a signature as its format writes it.
    case malformed(Malformation)
    /// Perhaps good, but of a kind that is not verified here; never said of a bad signature.
    case unsupported(algorithm: String)
    /// Made for another purpose, named here, and so not for this one.
    case wrongNamespace(String)
    /// Made with an RSA key that can be broken.
    case weakKey(bits: Int)
    /// More than one signature where one belongs.
    case severalSignatures
    /// Something follows the signature, which it cannot cover.
    case trailingData
    /// Made by a hardware key that nobody touched.
    case userAbsent
    /// Made by a hardware key that did not know who touched it, where that is demanded.
    case userUnverified
    /// Made in a browser on a page of another host than the key is for.
    case otherHost
    /// Not this key's signature over this message.
    case bad

    /// What is wrong with the form of a signature.
    package enum Malformation: Equatable, Sendable {
        /// Not between `BEGIN` and `END` lines of their exact form.
        case notArmored
        /// Longer than `limit` bytes.
        case tooLong(limit: Int)
        /// Not base64, or not in its one proper form.
        case notBase64
        /// Not the content of an SSH signature.
        case notSSHSIG
        /// Of another version of the format than 1.
        case version(UInt32)
        /// Holds bytes in the field kept for later use, which the signature does not cover.
        case reservedField
        /// Made for no namespace.
        case noNamespace
        /// Its fields are not encoded as SSH does.
        case encoding(WireError)
        /// Its public key is none.
        case key(KeyError)
        /// Of `count` bytes, which its algorithm never makes.
        case length(Int)
        /// A Git object has signatures in headers that do not belong to objects of its kind.
        case signatureHeader
    }
}

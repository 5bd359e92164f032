import Cryptography
import RegistryCore

/// A key that somebody brings, of either kind.
enum NewKey {
    case ssh(PublicKey)
    /// The file as it was given, and what is in it.
    case openPGP([UInt8], OpenPGPKeyring)

    private static let openPGPStart = "-----BEGIN PGP PUBLIC KEY BLOCK-----"

    /// Reads a public key whose signatures can be verified here.
    init(_ text: String, session: Session) throws(RegistryError) {
        guard text.hasPrefix(Self.openPGPStart) else {
            self = .ssh(try session.publicKey(text))
            return
        }
        let bytes = Array(text.utf8)
        do throws(OpenPGPKeyError) {
            self = .openPGP(bytes, try OpenPGPKeyring(armored: bytes))
        } catch {
            throw unreadableKeyring("That", error)
        }
    }
}

import COpenSSL
import RegistryCore

/// `byteCount` bytes nobody can foretell, as twice as many lower-case hex digits.
///
/// Traps if the system has no randomness to give: an id that could be guessed or come up twice is
/// worse than none.
package func randomHex(byteCount: Int) -> String {
    var bytes = [UInt8](repeating: 0, count: byteCount)
    let status = unsafe RAND_bytes(&bytes, Int32(byteCount))
    precondition(status == 1, "the system gave no random bytes")
    return encodeHex(bytes)
}

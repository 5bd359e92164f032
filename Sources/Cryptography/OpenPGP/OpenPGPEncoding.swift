import COpenSSL
import RegistryCore

/// What stands in one armoured block with this label (RFC 9580 §6.2), which is the whole text but
/// for blank lines around it.
///
/// The checksum after the last `=` is not looked at: RFC 9580 §6.1 says to accept any.
func dearmor(_ text: [UInt8], label: String) throws(OpenPGPKeyError) -> [UInt8] {
    let lines = String(decoding: text, as: UTF8.self).split(
        omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let content = lines.trimming { $0.allSatisfy(\.isWhitespace) }
    guard content.count > 2, content.first == "-----BEGIN \(label)-----",
        content.last == "-----END \(label)-----",
        let blank = content.firstIndex(where: \.isEmpty)
    else { throw .notArmored }
    var body = content[(blank + 1)...].dropLast()
    if body.last?.hasPrefix("=") == true { body.removeLast() }
    guard let bytes = decodeBase64(body.flatMap(\.utf8)) else { throw .notArmored }
    return bytes
}

extension Array {
    /// The elements between the first and the last that are not `unwanted`.
    fileprivate func trimming(_ unwanted: (Element) -> Bool) -> ArraySlice<Element> {
        guard let last = lastIndex(where: { !unwanted($0) }) else { return [] }
        return self[...last].drop(while: unwanted)
    }
}

/// Upper-case hex, as OpenPGP's tools print it.
func hexadecimal(_ bytes: [UInt8]) -> String {
    encodeHex(bytes).uppercased()
}

/// SHA-1, which names keys here and vouches for nothing.
func sha1(_ bytes: [UInt8]) -> [UInt8] {
    var hash = [UInt8](repeating: 0, count: 20)
    let status = unsafe EVP_Digest(bytes, bytes.count, &hash, nil, EVP_sha1(), nil)
    precondition(status == 1, "hashing in memory cannot fail")
    return hash
}

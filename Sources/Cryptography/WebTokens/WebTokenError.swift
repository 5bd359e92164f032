/// Why a token proves nothing.
package enum WebTokenError: Error, Hashable, CaseIterable {
    /// Not three texts in base64, of which the first two are JSON; or one longer than any token.
    case malformed
    /// Its algorithm is none of those that `WebKey` has: above all not `none`, and no hash with a
    /// shared secret.
    case unsupportedAlgorithm
    /// It demands that something be understood that is not (`crit`, RFC 7515 §4.1.11), or says that
    /// it is something else than a token of this kind (`typ`, RFC 8725 §3.11).
    case unsupportedHeader
    /// It does not name the key it was signed with.
    case keyUnnamed
    /// The signature is not this key's over these bytes.
    case badSignature
}

/// Why an OpenPGP signature proves nothing.
package enum OpenPGPError: Error, Equatable {
    /// Neither `gpg` nor `sqv` is on this machine, so nobody can tell.
    case programMissing
    /// Not a good signature by one of the keys, with what the program said of it.
    case bad(Finding)
    /// Made with an algorithm that is not taken here, by its number in RFC 9580 §9.
    case unsupported(algorithm: String)
    /// The program could not be run, or did not answer as it should.
    case failed(reason: String)

    /// What a verifier says against a signature.
    package enum Finding: String, Sendable {
        case broken = "these are not the bytes that were signed"
        case unknownKey = "it is by a key that is not among the signer's"
        case expired = "it had expired"
        case expiredKey = "its key had expired"
        case revokedKey = "its key is revoked"
        case unreadable = "it can't be checked"
        case severalSignatures = "there is not exactly one"
        case wrongKind = "it is not over the bytes as they are"
    }
}

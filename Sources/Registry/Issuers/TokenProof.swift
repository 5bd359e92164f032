import RegistryCore

/// What a token says that is what it seems to be: the issuer has signed it, and its time is now.
package struct TokenProof: Hashable, Sendable {
    /// Whose keys they were: where another registry has them from elsewhere, it proves nothing.
    let source: KeySource
    let claims: Claims
}

/// Why a token is not, in words for the log of the server. Nothing of the token is in them.
package enum TokenFault: String, Error, Sendable {
    case malformed = "it is no token"
    case unsupportedAlgorithm = "its algorithm is neither RS256 nor ES256"
    case unsupportedHeader = "its header asks for what is not understood here"
    case keyUnnamed = "it names no key"
    case badSignature = "its signature does not hold"
    case unknownIssuer = "no registry here lets tokens of its issuer count"
    case unknownKey = "its issuer has no such key for its algorithm"
    case claimsMissing = "it lacks iss, sub, aud, exp or iat"
    case expired = "its time is over"
    case early = "its time has not come: see whether the clocks are right"
    case unreachable = "the keys of its issuer are not to be had"
}

package import RegistryCore

/// A JSON Web Token (RFC 7519) in the compact form of RFC 7515 §7.1: taken apart, and believed by
/// nobody before `claims(verifiedBy:)`.
///
/// Keys and addresses that a token itself brings along (`jwk`, `jku`, `x5c`, `x5u`) are not looked
/// at.
package struct WebToken: Sendable {
    package let algorithm: WebKey.Algorithm
    /// What the key it was signed with is called in its issuer's set.
    package let keyID: String
    private let payload: JSONValue
    private let signed: [UInt8]
    private let signature: [UInt8]

    /// The longest token that is read, in bytes: those of GitLab and GitHub have about 2,000.
    package static let mostBytes = 8 << 10

    /// Whether a password is meant to be a token, good or bad: `{"` in base64, and two dots.
    package static func isMeant(by text: String) -> Bool {
        text.hasPrefix("ey") && text.utf8.count(where: { $0 == UInt8(ascii: ".") }) == 2
    }

    /// Takes a token apart.
    package init(parsing text: String) throws(WebTokenError) {
        let bytes = Array(text.utf8)
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard bytes.count <= Self.mostBytes, parts.count == 3,
            let header = decodeBase64URL(parts[0]).flatMap({ JSONValue(json: $0) }),
            let payload = decodeBase64URL(parts[1]).flatMap({ JSONValue(json: $0) }),
            let signature = decodeBase64URL(parts[2])
        else { throw .malformed }
        guard let algorithm = header["alg"]?.text.flatMap(WebKey.Algorithm.init(rawValue:)) else {
            throw .unsupportedAlgorithm
        }
        guard header["crit"] == nil,
            header["typ"].map({ $0.text?.lowercased() == "jwt" }) ?? true
        else { throw .unsupportedHeader }
        guard let keyID = header["kid"]?.text, keyID.utf8.count <= 255 else { throw .keyUnnamed }
        self.algorithm = algorithm
        self.keyID = keyID
        self.payload = payload
        self.signature = signature
        signed = Array(bytes[..<parts[1].endIndex])
    }

    /// Who is said to have issued it: to know whose keys to ask for, and for nothing else.
    package var allegedIssuer: IssuerURL? { payload["iss"]?.text.flatMap(IssuerURL.init(parsing:)) }

    /// What the token says, if `key` has signed it.
    ///
    /// - Throws: `badSignature`.
    package func claims(verifiedBy key: WebKey) throws(WebTokenError) -> JSONValue {
        guard key.algorithm == algorithm, key.accepts(signature, over: signed) else {
            throw .badSignature
        }
        return payload
    }
}

import RegistryCore

/// The keys that an issuer signs with now (RFC 7517 §5).
package struct WebKeySet: Hashable, Sendable {
    private let keys: [WebKey]

    /// The longest set that is read, in bytes.
    package static let mostBytes = 256 << 10
    private static let mostKeys = 256

    /// Reads a set; `nil` if it is none. Keys of kinds that are not used here are passed over, as
    /// are weak ones.
    package init?(parsing bytes: [UInt8]) {
        guard bytes.count <= Self.mostBytes, let set = JSONValue(json: bytes),
            let members = set["keys"]?.list, members.count <= Self.mostKeys
        else { return nil }
        keys = members.compactMap { WebKey($0) }
    }

    /// The key by which `token` says it was signed, if it is one for the token's algorithm.
    package func key(of token: WebToken) -> WebKey? {
        keys.first { $0.id == token.keyID && $0.algorithm == token.algorithm }
    }
}

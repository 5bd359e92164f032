/// Who vouches for the bearers of tokens, as they call themselves: the `iss` of OpenID Connect.
///
/// Exactly one spelling exists, for tokens are compared with it byte by byte.
package struct IssuerURL: TextualName {
    private let text: String

    package static let noun = "an issuer of tokens"
    package static let grammar =
        "https://<host>, perhaps with a port and a path; http:// only for this very machine"

    package init?(parsing text: some StringProtocol) {
        guard text.utf8.count <= 255, text.utf8.allSatisfy(isURLByte) else { return nil }
        let address = String(text)
        guard address.hasPrefix("https://") || isLoopback(address),
            let host = address.split(separator: "/", omittingEmptySubsequences: false)
                .dropFirst(2).first, host.utf8.contains(where: { isNameByte($0) })
        else { return nil }
        self.text = address
    }

    package var description: String { text }

    /// Where the issuer says how it is to be used (OpenID Connect Discovery 1.0 §4).
    package var discoveryAddress: String {
        (text.hasSuffix("/") ? String(text.dropLast()) : text)
            + "/.well-known/openid-configuration"
    }

    /// Whether the issuer's keys may come from `address`: nobody else could have changed them on
    /// their way.
    package func mayHaveKeys(at address: String) -> Bool {
        address.utf8.count <= 1024 && address.utf8.allSatisfy { (33...126).contains($0) }
            && (address.hasPrefix("https://") || isLoopback(text) && isLoopback(address))
    }
}

private func isURLByte(_ byte: UInt8) -> Bool {
    (33...126).contains(byte) && !"?#@\"'\\`{}|^<>".utf8.contains(byte)
}

/// Whether an address without TLS does not leave this machine.
private func isLoopback(_ address: String) -> Bool {
    ["http://127.0.0.1", "http://[::1]", "http://localhost"].contains { place in
        guard address.hasPrefix(place) else { return false }
        let next = address.dropFirst(place.count).first
        return next == nil || next == "/" || next == ":"
    }
}

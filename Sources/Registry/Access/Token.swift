import Cryptography
package import FoundationEssentials
package import RegistryCore

/// What stands for a person towards the server, as the registry keeps it: not the secret itself,
/// only its hash. Secrets are 256 random bits, so a plain hash can't be turned back.
package struct Token: Hashable, Sendable, Codable {
    package let id: TokenID
    package let who: Person
    package let reach: Reach
    package let created: Date
    package let expires: Date
    let hash: Digest
}

/// The part of a token that may be seen, and by which it is revoked.
package struct TokenID: TextualName {
    private let text: String

    package static let noun = "a token"
    package static let grammar = "the 16 lower-case hex digits that `cairn token list` shows"

    package init?(parsing text: some StringProtocol) {
        guard text.utf8.count == 16,
            text.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        self.text = String(text)
    }

    package var description: String { text }
}

/// What a person shows to be known: `cairn_<id>_<64 hex digits>`, told once and kept nowhere.
package struct TokenSecret: Sendable {
    let id: TokenID
    private let secret: Digest

    /// Reads what was given out; `nil` for anything else.
    package init?(parsing text: String) {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "cairn", let id = TokenID(parsing: parts[1]),
            let secret = Digest(parsing: parts[2])
        else { return nil }
        self.id = id
        self.secret = secret
    }

    /// A new one that nobody can foretell.
    init() {
        guard let id = TokenID(parsing: randomHex(byteCount: 8)),
            let secret = Digest(parsing: randomHex(byteCount: 32))
        else { preconditionFailure("random hex digits are hex digits") }
        self.id = id
        self.secret = secret
    }

    /// The text to give out.
    package var text: String { "cairn_\(id)_\(secret)" }

    var hash: Digest { Digest(hashing: Array(text.utf8)) }
}

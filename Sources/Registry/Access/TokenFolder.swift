import Artifacts
import Cryptography
import FoundationEssentials
import RegistryCore

/// The tokens of a registry: one file each in `<catalog>/cairn/tokens`, mode 0600.
struct TokenFolder: Sendable {
    private let path: String

    init(catalog directory: String) {
        path = "\(directory)/cairn/tokens"
    }

    /// Whom `secret` stands for; `nil` if it stands for nobody, or no longer does.
    func caller(showing secret: TokenSecret, now: Date) -> Caller? {
        let token = token(secret.id)
        // Compared even where there is no such token, so that time tells nothing of that.
        let isRight = isSame(secret.hash.rawBytes, (token?.hash ?? .ofNothing).rawBytes)
        guard isRight, let token, token.expires > now else { return nil }
        return .person(token.who, token.reach)
    }

    func token(_ id: TokenID) -> Token? {
        guard let bytes = FileManager.default.contents(atPath: file(id)), bytes.count <= 1 << 16
        else { return nil }
        return try? decodeJSON(Token.self, from: Array(bytes), what: "the token \(id)")
    }

    /// Every token that can be read, the oldest first.
    func all() -> [Token] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.compactMap { TokenID(parsing: $0.split(separator: ".").first ?? "") }
            .compactMap(token)
            .sorted { ($0.created, $0.id) < ($1.created, $1.id) }
    }

    func write(_ token: Token) throws(RegistryError) {
        let bytes = try encodeJSON(token)
        do {
            try writeDurably(bytes, to: file(token.id), permissions: 0o600)
        } catch {
            throw explain(error)
        }
    }

    func remove(_ id: TokenID) throws(RegistryError) {
        do {
            try FileManager.default.removeItem(atPath: file(id))
        } catch {
            throw RegistryError(
                .storageFailed, "The token \(id) can't be removed from '\(path)'.",
                remedy: "Run it as the account that owns the registry.")
        }
    }

    private func file(_ id: TokenID) -> String { "\(path)/\(id).json" }
}

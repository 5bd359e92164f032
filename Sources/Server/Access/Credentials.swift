import FoundationEssentials
import HTTPTypes

/// The secret that a request shows: the password of HTTP basic (RFC 7617), whatever the name, or a
/// bearer token (RFC 6750).
struct Credentials: Sendable {
    let secret: String

    /// The most bytes after the scheme: a token of 8 KiB in base64, and a name.
    private static let longest = 12 << 10

    /// Reads the header; `nil` without one.
    ///
    /// - Throws: `Refusal.unauthenticated` for a scheme that is neither.
    init?(_ headers: HTTPFields) throws {
        guard let header = headers[.authorization] else { return nil }
        let words = header.split(separator: " ", maxSplits: 1).map(String.init)
        guard words.count == 2, words[1].utf8.count <= Self.longest else {
            throw Refusal.unauthenticated
        }
        switch words[0].lowercased() {
        case "bearer": secret = words[1]
        case "basic": secret = try password(words[1])
        default: throw Refusal.unauthenticated
        }
    }
}

private func password(_ encoded: String) throws -> String {
    guard let data = Data(base64Encoded: encoded),
        let text = String(validating: data, as: UTF8.self), let colon = text.firstIndex(of: ":")
    else { throw Refusal.unauthenticated }
    return String(text[text.index(after: colon)...])
}

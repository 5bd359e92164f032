import FoundationEssentials

// A token is base64url (RFC 4648 §5) of `1 <query> <tie> <value>`: <query> stands for the query and
// its order, and <value> begins with a letter for its kind. It holds no secret and proves nothing:
// whoever makes one up begins somewhere else in an answer that they may read anyway.
extension SearchPosition {
    /// Reads what `token(for:in:)` wrote; throws if that was for another query or order.
    package init(
        token: String, for query: SearchQuery, in order: SearchOrder
    ) throws(RegistryError) {
        guard token.utf8.count <= 512, let position = Self(decoding: token, for: query, in: order)
        else {
            throw RegistryError(
                .queryInvalid, "That page is not one of this query in this order.",
                remedy: "Begin at the first page, or repeat the query that gave the token.")
        }
        self = position
    }

    /// The position as text for a link or a command line.
    package func token(for query: SearchQuery, in order: SearchOrder) -> String {
        let text = "1 \(fingerprint(of: query, in: order)) \(tie) \(value.text)"
        return Data(text.utf8).base64EncodedString().filter { $0 != "=" }
            .replacing("+", with: "-").replacing("/", with: "_")
    }

    private init?(decoding token: String, for query: SearchQuery, in order: SearchOrder) {
        let padding = String(repeating: "=", count: (4 - token.utf8.count % 4) % 4)
        let base64 = token.replacing("-", with: "+").replacing("_", with: "/") + padding
        guard let data = Data(base64Encoded: base64) else { return nil }
        let parts = String(decoding: data, as: UTF8.self)
            .split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "1", parts[1] == fingerprint(of: query, in: order),
            let tie = Int64(parts[2]), let value = Value(text: parts[3]), order.key.has(value)
        else { return nil }
        self.init(value: value, tie: tie)
    }
}

extension SearchPosition.Value {
    fileprivate var text: String {
        switch self {
        case .time(let seconds): "t\(seconds)"
        case .name(let model): "m\(model)"
        // Its bits, for no digit of it may be lost.
        case .number(let number): "n\(String(number.bitPattern, radix: 16))"
        case .absent: "a"
        }
    }

    fileprivate init?(text: Substring) {
        let rest = text.dropFirst()
        switch text.first {
        case "t": self.init(Int64(rest), Self.time)
        case "m": self.init(ModelName(parsing: rest), Self.name)
        case "n": self.init(UInt64(rest, radix: 16).map(Double.init(bitPattern:)), Self.number)
        case "a" where rest.isEmpty: self = .absent
        default: return nil
        }
    }

    private init?<Content>(_ content: Content?, _ make: (Content) -> Self) {
        guard let content else { return nil }
        self = make(content)
    }
}

/// A short number for a query in an order (FNV-1a, 64 bits): that tokens of two are told apart is a
/// convenience, and no guard against anybody.
private func fingerprint(of query: SearchQuery, in order: SearchOrder) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in "\(order)\n\(query)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return String(hash, radix: 16)
}

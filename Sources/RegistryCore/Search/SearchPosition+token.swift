// The key in the token is `<tie> <value>`, where <value> begins with a letter for its kind.
extension SearchPosition {
    /// Reads what `token(for:in:)` wrote; throws if that was for another query or order.
    package init(
        token: String, for query: SearchQuery, in order: SearchOrder
    ) throws(RegistryError) {
        guard token.utf8.count <= 512,
            let key = PageToken.key(in: token, of: list(of: query, in: order)),
            let position = Self(key: key, in: order)
        else {
            throw RegistryError(
                .queryInvalid, "That page is not one of this query in this order.",
                remedy: "Begin at the first page, or repeat the query that gave the token.")
        }
        self = position
    }

    /// The position as text for a link or a command line.
    package func token(for query: SearchQuery, in order: SearchOrder) -> String {
        PageToken(after: "\(tie) \(value.text)", in: list(of: query, in: order)).text
    }

    private init?(key: String, in order: SearchOrder) {
        let parts = key.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, let tie = Int64(parts[0]), let value = Value(text: parts[1]),
            order.key.has(value)
        else { return nil }
        self.init(value: value, tie: tie)
    }
}

private func list(of query: SearchQuery, in order: SearchOrder) -> String { "\(order)\n\(query)" }

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

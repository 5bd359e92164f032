/// What a text in JSON says (RFC 8259).
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// As it is written, so that no digit of an identifier is lost.
    case number(String)
    case text(String)
    case list([JSONValue])
    case map([String: JSONValue])

    /// Reads a text of exactly one value; `nil` for anything else, for one nested deeper than
    /// `deepest` levels, and for a map with one key twice: two readers could take it for two
    /// things.
    package init?(json bytes: some Collection<UInt8>, deepest: Int = 16) {
        var reader = JSONReader(bytes, deepest: deepest)
        guard let value = try? reader.document() else { return nil }
        self = value
    }

    /// What a map says of `key`; `nil` if it says nothing, or this is no map.
    package subscript(key: String) -> JSONValue? {
        if case .map(let map) = self { map[key] } else { nil }
    }

    /// The text, if it is one.
    package var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The elements, if it is a list.
    package var list: [JSONValue]? {
        if case .list(let list) = self { list } else { nil }
    }

    /// The number, if it is one.
    package var number: Double? {
        if case .number(let text) = self { Double(text) } else { nil }
    }
}

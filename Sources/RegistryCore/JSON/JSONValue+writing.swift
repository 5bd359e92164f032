extension JSONValue: Encodable {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .number(let text):
            if let integer = Int(text) {
                try container.encode(integer)
            } else {
                try container.encode(Double(text))
            }
        case .text(let text): try container.encode(text)
        case .list(let list): try container.encode(list)
        case .map(let map): try container.encode(map)
        }
    }
}

// Written in Swift as it is in JSON.
extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A text.
    package init(stringLiteral text: String) { self = .text(text) }

    /// A whole number.
    package init(integerLiteral value: Int) { self = .number("\(value)") }

    /// `true` or `false`.
    package init(booleanLiteral value: Bool) { self = .bool(value) }

    /// A list.
    package init(arrayLiteral elements: JSONValue...) { self = .list(elements) }

    /// A map; traps on a key that stands there twice.
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .map(Dictionary(uniqueKeysWithValues: elements))
    }
}

import FoundationEssentials
import RegistryCore

// In tests a valid name may be written as the text it is; an invalid one is a mistake in the test.

extension StageName: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = valid(text) }
}

extension AliasName: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = valid(text) }
}

extension Namespace: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = valid(text) }
}

extension ModelName: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = valid(text) }
}

extension ArtifactPath: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = valid(text) }
}

extension Person: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = valid(text) }
}

extension GroupName: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = valid(text) }
}

extension Who: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = valid(text) }
}

extension CheckName: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = valid(text) }
}

extension AdvisoryID: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = valid(text) }
}

extension ChecklistText: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = valid(text) }
}

extension CheckFigure: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = valid(text) }
}

extension WebAddress: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = valid(text) }
}

extension BreakGlassReason: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = valid(text) }
}

extension RequiredField: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = valid(text) }
}

private func valid<Name: TextualName>(_ text: String) -> Name {
    guard let name = Name(parsing: text) else {
        preconditionFailure("'\(text)' is no \(Name.self)")
    }
    return name
}

/// The object name whose forty digits are all `digit`.
func object(_ digit: Character) -> ObjectID {
    guard let id = ObjectID(parsing: String(repeating: digit, count: 40)) else {
        preconditionFailure("'\(digit)' is no hex digit")
    }
    return id
}

/// The digest whose sixty-four digits are all `digit`.
func digest(_ digit: Character) -> Digest {
    guard let digest = Digest(parsing: String(repeating: digit, count: 64)) else {
        preconditionFailure("'\(digit)' is no hex digit")
    }
    return digest
}

/// The instant that `text` names, such as `2026-11-20T12:00:00Z`.
func instant(_ text: String) -> Date {
    guard let date = Date(timestamp: text) else { preconditionFailure("'\(text)' is no timestamp") }
    return date
}

/// Reads JSON in which `'` stands for `"`, so that a table of it can be read.
func decode<Value: Decodable>(_ json: String, as type: Value.Type = Value.self) throws -> Value {
    try JSONDecoder().decode(type, from: Data(json.replacing("'", with: "\"").utf8))
}

/// What `value` becomes when it is written as JSON and read again.
func recoded<Value: Codable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
}

extension IssuerURL: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = valid(text) }
}

extension TokenBearer: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = valid(text) }
}

extension ClaimRule: ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
    package init(stringLiteral text: String) { self.init([text]) }
    package init(arrayLiteral texts: String...) { self.init(texts) }
}

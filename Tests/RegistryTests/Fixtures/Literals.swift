import RegistryCore

// In tests a valid name may be written as the text it is; an invalid one is a mistake in the test.

extension StageName: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = valid(text) }
}

extension ModelName: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = valid(text) }
}

extension Person: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = valid(text) }
}

extension CheckName: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = valid(text) }
}

private func valid<Name: TextualName>(_ text: String) -> Name {
    guard let name = Name(parsing: text) else {
        preconditionFailure("'\(text)' is no \(Name.self)")
    }
    return name
}

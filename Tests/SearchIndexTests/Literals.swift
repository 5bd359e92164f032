import RegistryCore

extension Namespace: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        guard let name = Namespace(parsing: text) else { preconditionFailure("no name: \(text)") }
        self = name
    }
}

import RegistryCore

/// The parts of a request that a signature covers, as plain text: nothing is percent-encoded yet.
package struct SignableRequest: Hashable, Sendable {
    package var method: String
    /// As the `Host` header has it: with the port, unless it is the scheme's own.
    package var host: String
    /// Begins with a slash.
    package var path: String
    package var query: [Field]
    package var headers: [Field]

    /// A name and its value.
    package struct Field: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(
        _ method: String, host: String, path: String, query: [Field] = [], headers: [Field] = []
    ) {
        self.method = method
        self.host = host
        self.path = path
        self.query = query
        self.headers = headers
    }

    /// The path and query as they go over the wire.
    package var target: String {
        let path = path.percentEncoded(keeping: "/")
        guard !query.isEmpty else { return path }
        return path + "?" + query.map(\.encoded).joined(separator: "&")
    }
}

extension SignableRequest.Field {
    /// As a query has it: an empty value keeps its equals sign.
    var encoded: String { "\(name.percentEncoded)=\(value.percentEncoded)" }
}

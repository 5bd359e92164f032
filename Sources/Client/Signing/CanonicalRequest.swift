import Cryptography
import RegistryCore

/// A request in the one form that both sides of a Signature V4 hash.
///
/// Paths stay as they are: S3, unlike other services of AWS, neither normalises nor encodes twice.
struct CanonicalRequest {
    let text: String
    /// The names of the covered headers, as the signature lists them.
    let signedHeaders: String

    /// - Parameter request: With everything that is to be covered, the query's own fields included.
    init(_ request: SignableRequest, payload: PayloadHash) {
        let host = SignableRequest.Field("host", request.host)
        let headers = Self.canonical([host] + request.headers)
        signedHeaders = headers.map(\.name).joined(separator: ";")
        text = [
            request.method,
            request.path.percentEncoded(keeping: "/"),
            Self.canonical(query: request.query),
            headers.map { "\($0.name):\($0.value)\n" }.joined(),
            signedHeaders,
            "\(payload)",
        ].joined(separator: "\n")
    }

    /// The SHA-256 of the text.
    var digest: Digest { Digest(hashing: Array(text.utf8)) }

    /// Encoded, and sorted by name and value only then.
    private static func canonical(query: [SignableRequest.Field]) -> String {
        query.map { ($0.name.percentEncoded, $0.value.percentEncoded) }
            .sorted { $0.0 == $1.0 ? byteOrder($0.1, $1.1) : byteOrder($0.0, $1.0) }
            .map { "\($0)=\($1)" }.joined(separator: "&")
    }

    /// Sorted by lower-case name; values of one name joined, runs of white space made one space.
    private static func canonical(_ fields: [SignableRequest.Field]) -> [SignableRequest.Field] {
        var values: [String: [String]] = [:]
        for field in fields {
            let words = field.value.split(whereSeparator: \.isWhitespace)
            values[field.name.lowercased(), default: []].append(words.joined(separator: " "))
        }
        return values.sorted { byteOrder($0.key, $1.key) }.map { name, values in
            SignableRequest.Field(name, values.joined(separator: ","))
        }
    }
}

private func byteOrder(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
}

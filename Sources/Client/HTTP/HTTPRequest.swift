/// A request as it goes over the wire.
package struct HTTPRequest: Sendable {
    package var method: String
    /// Absolute and percent-encoded.
    package var url: String
    package var headers: [SignableRequest.Field]
    package var body: HTTPBody

    package init(
        _ method: String, _ url: String, headers: [SignableRequest.Field] = [],
        body: HTTPBody = .bytes([])
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

/// What a request carries.
package enum HTTPBody: Sendable {
    case bytes([UInt8])
    /// So many bytes, read while they are sent. Every attempt reads them from the beginning again:
    /// `open` gives what returns the next piece, and `nil` at the end.
    case stream(
        length: Int64, open: @Sendable () -> @Sendable () async throws(HTTPError) -> [UInt8]?)
}

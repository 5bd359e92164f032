/// Where a bucket is, and how its name gets into the addresses of its objects.
package struct BucketAddress: Hashable, Sendable {
    /// Where the bucket's name stands.
    package enum Style: Hashable, Sendable {
        /// `https://host/bucket/key`: what other servers than AWS's mostly want.
        case path
        /// `https://bucket.host/key`: what AWS wants.
        case virtualHost
    }

    package let bucket: String
    package let region: String
    private let scheme: String
    private let endpointHost: String
    private let style: Style

    /// - Parameters:
    ///   - endpoint: `https://host[:port]`, with nothing after it; `nil` for AWS in that region.
    ///   - style: `nil` for what is usual there.
    /// - Returns: `nil` if the endpoint is not of that form.
    package init?(bucket: String, region: String, endpoint: String? = nil, style: Style? = nil) {
        self.bucket = bucket
        self.region = region
        let text = endpoint ?? "https://s3.\(region).amazonaws.com"
        guard let (scheme, host) = Self.parts(of: text) else { return nil }
        self.scheme = scheme
        endpointHost = host
        // A certificate for *.s3… covers no name with a further dot in it.
        let usual = endpoint == nil && !bucket.contains(".") ? Style.virtualHost : .path
        self.style = style ?? usual
    }

    /// A request for an object; for the bucket itself if `key` is empty.
    package func request(
        _ method: String, _ key: String, query: [SignableRequest.Field] = [],
        headers: [SignableRequest.Field] = []
    ) -> SignableRequest {
        switch style {
        case .path:
            SignableRequest(
                method, host: endpointHost, path: "/\(bucket)/\(key)", query: query,
                headers: headers)
        case .virtualHost:
            SignableRequest(
                method, host: "\(bucket).\(endpointHost)", path: "/\(key)", query: query,
                headers: headers)
        }
    }

    /// The absolute address of a request.
    func url(of request: SignableRequest) -> String {
        "\(scheme)://\(request.host)\(request.target)"
    }

    private static func parts(of endpoint: String) -> (scheme: String, host: String)? {
        for (scheme, port) in [("https", ":443"), ("http", ":80")]
        where endpoint.hasPrefix("\(scheme)://") {
            var host = endpoint.dropFirst(scheme.count + 3)
            if host.hasSuffix("/") { host = host.dropLast() }
            if host.hasSuffix(port) { host = host.dropLast(port.count) }
            let isPlain = host.utf8.allSatisfy { byte in
                byte > UInt8(ascii: " ") && byte < 127 && !"/?#@\\\"<>".utf8.contains(byte)
            }
            return host.isEmpty || !isPlain ? nil : (scheme, String(host))
        }
        return nil
    }
}
